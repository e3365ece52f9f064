//! Circles in what may have none: included levels, required paths, phases after phases, resources
//! replaced by resources.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Common, Idx, Model};
use crate::source::Span;

/// Circles that are listed, and names that are listed of one: levels that all include each other
/// have more circles than anyone reads, and than fit into memory.
const MOST_LISTED: usize = 20;
const MOST_NAMES: usize = 40;

/// Reports each circle with all its members, and takes the relation out that closes it, so that
/// everything after can rely on there being none.
pub(super) fn break_all(model: &mut Model, out: &mut Vec<Diagnostic>) {
    let includes = circles(edges(model.levels.iter(), |level| &level.includes));
    for (last, first) in &includes.closing {
        model.levels[Idx::new(*last)]
            .includes
            .retain(|id| id.place() != *first);
    }
    report(
        "levels include each other",
        &includes,
        |at| named(&model.levels[Idx::new(at)].common),
        out,
    );

    let requires = circles(
        model
            .paths
            .iter()
            .map(|(_, path)| path.requires.iter().map(|id| id.value.place()).collect())
            .collect(),
    );
    report(
        "paths require each other",
        &requires,
        |at| {
            let path = &model.paths[Idx::new(at)];
            let first = path.requires.first().map(|id| id.span);
            (&path.common.id, first.unwrap_or(path.common.span))
        },
        out,
    );
    for (last, first) in &requires.closing {
        model.paths[Idx::new(*last)]
            .requires
            .retain(|id| id.value.place() != *first);
    }

    let after = circles(edges(model.phases.iter(), |phase| &phase.after));
    for (last, first) in &after.closing {
        model.phases[Idx::new(*last)]
            .after
            .retain(|id| id.place() != *first);
    }
    report(
        "phases come after each other",
        &after,
        |at| named(&model.phases[Idx::new(at)].common),
        out,
    );

    let replaced = circles(edges(model.resources.iter(), |resource| {
        resource.replaced_by.as_slice()
    }));
    for (last, _) in &replaced.closing {
        model.resources[Idx::new(*last)].replaced_by = None;
    }
    report(
        "resources replace each other",
        &replaced,
        |at| named(&model.resources[Idx::new(at)].common),
        out,
    );
}

fn edges<'m, T: 'm>(
    things: impl Iterator<Item = (Idx<T>, &'m T)>,
    targets: impl Fn(&'m T) -> &'m [Idx<T>],
) -> Vec<Vec<usize>> {
    things
        .map(|(_, thing)| targets(thing).iter().map(|id| id.place()).collect())
        .collect()
}

fn named(common: &Common) -> (&str, Span) {
    (&common.id, common.span)
}

fn report<'m>(
    what: &str,
    circles: &Circles,
    name: impl Fn(usize) -> (&'m str, Span),
    out: &mut Vec<Diagnostic>,
) {
    let more = circles.closing.len() - circles.listed.len();
    for (place, circle) in circles.listed.iter().enumerate() {
        let mut names: Vec<String> = circle
            .iter()
            .take(MOST_NAMES)
            .map(|at| format!("`{}`", name(*at).0))
            .collect();
        if circle.len() > MOST_NAMES {
            names.push(format!("{} more", circle.len() - MOST_NAMES));
        }
        names.push(names[0].clone());
        let mut finding = Diagnostic::new(
            Code::Cycle,
            format!("{what} in a circle: {}", names.join(" → ")),
        )
        .at(name(circle[0]).1)
        .help("take one of these relations out; until then the last one doesn't count");
        if more > 0 && place + 1 == circles.listed.len() {
            finding = finding.note(format!("{more} more circles go through these"));
        }
        out.push(finding);
    }
}

/// The relations that close a circle, from the last to the first of it, and the first circles with
/// all their members.
struct Circles {
    closing: Vec<(usize, usize)>,
    listed: Vec<Vec<usize>>,
}

/// A circle for each relation that closes one, walking depth first without recursion: a chain of
/// levels may be as long as a site is large.
fn circles(edges: Vec<Vec<usize>>) -> Circles {
    #[derive(Clone, Copy, PartialEq)]
    enum Seen {
        No,
        Open,
        Done,
    }
    let mut seen = vec![Seen::No; edges.len()];
    let mut found = Circles {
        closing: Vec::new(),
        listed: Vec::new(),
    };
    for root in 0..edges.len() {
        if seen[root] != Seen::No {
            continue;
        }
        let mut trail: Vec<(usize, usize)> = vec![(root, 0)];
        seen[root] = Seen::Open;
        while let Some((node, next)) = trail.last_mut() {
            let Some(target) = edges[*node].get(*next).copied() else {
                seen[*node] = Seen::Done;
                trail.pop();
                continue;
            };
            *next += 1;
            match seen[target] {
                Seen::No => {
                    seen[target] = Seen::Open;
                    trail.push((target, 0));
                }
                Seen::Open => {
                    found.closing.push((*node, target));
                    if found.listed.len() < MOST_LISTED {
                        let start = trail
                            .iter()
                            .position(|(node, _)| *node == target)
                            .unwrap_or(0);
                        let circle = trail[start..].iter().map(|(node, _)| *node);
                        found.listed.push(circle.collect());
                    }
                }
                Seen::Done => {}
            }
        }
    }
    found
}
