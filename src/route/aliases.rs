//! Former addresses.

use super::url::page_file;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Kind, fault, slug};
use crate::model::{Model, Thing};
use crate::source::Spanned;

/// The file at the former address of a thing that `was` gives: a former id, or for a page brought
/// from elsewhere a whole path that begins with a slash, also one that ends with `.html`. `None`,
/// and a finding, when it climbs.
pub(super) fn former_file(
    model: &Model,
    thing: Thing,
    former: &Spanned<Box<str>>,
    out: &mut Vec<Diagnostic>,
) -> Option<String> {
    let common = model.common(thing);
    let (written, base) = match former.value.strip_prefix('/') {
        Some(path) => (path, String::new()),
        None => match common.kind {
            Kind::Page => (&*former.value, String::new()),
            Kind::Phase => {
                let path = common.id.split('/').next().unwrap_or_default();
                (
                    former.value.rsplit('/').next().unwrap_or_default(),
                    format!("paths/{path}/"),
                )
            }
            kind => (&*former.value, format!("{}/", kind.folder())),
        },
    };
    let written = written.trim_end_matches('/');
    let written = written.strip_suffix("/index.html").unwrap_or(written);
    let decoded = crate::markdown::decode(written);
    let climbs = written.contains('%')
        || former.value.starts_with("//")
        || decoded.contains(['\\', ':', '\0'])
        || decoded.split('/').any(|part| part == "..");
    if climbs {
        out.push(
            Diagnostic::new(
                Code::UnsafePath,
                format!("the former address `{}` leaves the site", former.value),
            )
            .at(former.span)
            .help("write a former id, or a path like `/old/place/`"),
        );
        return None;
    }
    let (decoded, is_file) = match decoded.strip_suffix(".html") {
        Some(rest) => (rest, true),
        None => (&*decoded, false),
    };
    let parts: Vec<_> = decoded
        .split('/')
        .filter(|part| !part.is_empty())
        .map(slug)
        .collect();
    if parts.is_empty() {
        out.push(
            Diagnostic::new(
                Code::BadId,
                format!("the former name `{}` is no place of its own", former.value),
            )
            .at(former.span)
            .help("write the id that the thing had, or take it away"),
        );
        return None;
    }
    let broken = decoded
        .split('/')
        .filter(|part| !part.is_empty())
        .zip(&parts)
        .find_map(|(part, slug)| fault(part, slug));
    if let Some(fault) = broken {
        out.push(
            Diagnostic::new(
                Code::BadId,
                format!("the former name `{}` {fault}", former.value),
            )
            .at(former.span)
            .help("write the id that the thing had"),
        );
        return None;
    }
    let path = format!("{base}{}", parts.join("/"));
    Some(match is_file {
        true => format!("{path}.html"),
        false => page_file(&format!("{path}/")),
    })
}
