//! Links archetypes and pitfalls.

use super::fields::{Fields, Site};
use super::settle::read;
use crate::data::Value;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Document;
use crate::model::{Archetype, Pitfall};
use crate::source::Spanned;

pub(super) fn settle(document: &Document, site: &Site<'_>, out: &mut Vec<Diagnostic>) -> Archetype {
    let (common, (focus, time, best_for, levels, skills)) = read(document, site, out, |fields| {
        (
            fields.prose("focus"),
            time(fields),
            fields.prose("best_for"),
            fields.many("levels"),
            fields.many("skills"),
        )
    });
    Archetype {
        common,
        focus,
        time,
        best_for,
        levels,
        skills,
        paths: Vec::new(),
    }
}

/// The shares of the time. A share beyond 0 to 100 is no share.
fn time(fields: &mut Fields<'_>) -> Vec<(Spanned<Box<str>>, f64)> {
    let mut shares = Vec::new();
    for (name, value) in fields.reader.table("time") {
        let share = match &value.value {
            Value::Integer(share) => Some(*share as f64),
            Value::Float(share) => Some(*share),
            Value::String(text) => text.trim().trim_end_matches('%').trim().parse().ok(),
            _ => None,
        };
        match share.filter(|share| (0.0..=100.0).contains(share)) {
            Some(share) => shares.push((name.map(Into::into), share)),
            None => fields.faults.push(
                Diagnostic::new(
                    Code::BadValue,
                    format!("the share of `{}` isn't a number from 0 to 100", name.value),
                )
                .at(value.span)
                .help("write the share in per cent, like `50`"),
            ),
        }
    }
    shares
}

pub(super) fn settle_pitfall(
    document: &Document,
    site: &Site<'_>,
    out: &mut Vec<Diagnostic>,
) -> Pitfall {
    let (common, (problem, solution, levels, skills)) = read(document, site, out, |fields| {
        (
            fields.prose("problem"),
            fields.prose("solution"),
            fields.many("levels"),
            fields.many("skills"),
        )
    });
    Pitfall {
        common,
        problem,
        solution,
        levels,
        skills,
        paths: Vec::new(),
    }
}
