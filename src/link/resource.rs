//! Links a resource.

use super::fields::{Fields, Site};
use super::settle::read;
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::document::Document;
use crate::model::{Medium, Resource};

pub(super) fn settle(document: &Document, site: &Site<'_>, out: &mut Vec<Diagnostic>) -> Resource {
    let (common, finish) = read(document, site, out, |fields| {
        let medium = medium(fields);
        let (by, url, hours) = (fields.text("by"), url(fields), hours(fields));
        let (cost, language) = (fields.text("cost"), fields.text("language"));
        let skills = fields.many("skills");
        let checked = fields.reader.date("checked").map(|date| date.value);
        let replaced_by = fields.one("replaced_by");
        move |common| Resource {
            common,
            medium,
            by,
            url,
            hours,
            cost,
            language,
            skills,
            checked,
            replaced_by,
            phases: Vec::new(),
            paths: Vec::new(),
        }
    });
    finish(common)
}

fn medium(fields: &mut Fields<'_>) -> Medium {
    let Some(text) = fields.reader.text("type") else {
        return Medium::Other;
    };
    let wanted = text.value.trim().to_lowercase();
    let known = Medium::ALL
        .into_iter()
        .find(|medium| medium.name() == wanted);
    known.unwrap_or_else(|| {
        let finding = Diagnostic::new(
            Code::BadValue,
            format!("`{}` is no type of resource", text.value),
        )
        .at(text.span);
        let near = nearest(&wanted, Medium::ALL.map(Medium::name));
        fields.faults.push(match near {
            Some(_) => finding.suggest(near),
            None => finding.help(format!(
                "write one of {}",
                Medium::ALL.map(Medium::name).join(", ")
            )),
        });
        Medium::Other
    })
}

/// The address of a resource; one that would run a script is left out.
fn url(fields: &mut Fields<'_>) -> Option<Box<str>> {
    let url = fields.reader.text("url")?;
    fields.address(url)
}

/// A number of hours, or a range: `6`, `"40-60"`, `"1.5 hours"`.
fn hours(fields: &mut Fields<'_>) -> Option<(f64, f64)> {
    let text = fields.reader.text("hours")?;
    let figures = text.value.replace(['\u{2013}', '\u{2014}'], "-");
    let figures = figures.trim_end_matches(|c: char| c.is_alphabetic() || c.is_whitespace());
    let (from, to) = figures.split_once('-').unwrap_or((figures, figures));
    match (from.trim().parse::<f64>(), to.trim().parse::<f64>()) {
        (Ok(from), Ok(to)) if from >= 0.0 && from <= to && to < 100_000.0 => Some((from, to)),
        _ => {
            fields.faults.push(
                Diagnostic::new(
                    Code::BadValue,
                    format!("`{}` is no number of hours", text.value),
                )
                .at(text.span)
                .help("write it like `6`, or `\"40-60\"` for a range"),
            );
            None
        }
    }
}
