//! Which keys the front matter of a kind may have.

use super::Names;
use super::fields::Site;
use super::scales::scales;
use super::settle::settle;
use crate::data::{Asked, Record, Table};
use crate::document::{Body, Document, Kind};
use crate::settings::Settings;
use crate::source::{Source, Sources, Span};

/// Every key of a kind, learnt from what its reader asks of a file without any.
pub fn keys(kind: Kind) -> Vec<Asked> {
    let record = Record::default();
    let mut sources = Sources::default();
    let source = sources.add(Source {
        path: "".into(),
        layer: "".into(),
        text: "".into(),
    });
    let settings = Settings::default();
    let scales = scales(&settings);
    let site = Site {
        settings: &settings,
        names: &Names::default(),
        scales: &scales,
        skill_scales: &[],
        record: Some(&record),
    };
    let document = Document {
        kind,
        id: kind.name().into(),
        order: None,
        name: kind.name().into(),
        table: Table::default(),
        body: Body::empty(source).into(),
        span: Span::start_of(source),
        is_row: false,
        overlay: None,
    };
    settle(&document, &site, &sources, &mut Vec::new());
    record.into_asked()
}
