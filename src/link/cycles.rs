//! Circles in what may have none: included levels, required paths, phases after phases.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Idx, Model};
use crate::source::Span;

/// Reports each circle with all its members, and takes the relation out that closes it, so that
/// everything after can rely on there being none.
pub(super) fn break_all(model: &mut Model, out: &mut Vec<Diagnostic>) {
    let includes: Vec<Vec<usize>> = model
        .levels
        .iter()
        .map(|(_, level)| level.includes.iter().map(|id| id.place()).collect())
        .collect();
    for circle in circles(&includes) {
        let names = |at: usize| model.levels[Idx::new(at)].common.id.to_string();
        let span = model.levels[Idx::new(circle[0])].common.span;
        out.push(finding(
            "levels include each other in a circle",
            &circle,
            names,
            span,
        ));
        let (last, first) = (circle[circle.len() - 1], circle[0]);
        model.levels[Idx::new(last)]
            .includes
            .retain(|id| id.place() != first);
    }
    let requires: Vec<Vec<usize>> = model
        .paths
        .iter()
        .map(|(_, path)| path.requires.iter().map(|id| id.value.place()).collect())
        .collect();
    for circle in circles(&requires) {
        let names = |at: usize| model.paths[Idx::new(at)].common.id.to_string();
        let span = model.paths[Idx::new(circle[0])]
            .requires
            .first()
            .map_or(model.paths[Idx::new(circle[0])].common.span, |id| id.span);
        out.push(finding(
            "paths require each other in a circle",
            &circle,
            names,
            span,
        ));
        let (last, first) = (circle[circle.len() - 1], circle[0]);
        model.paths[Idx::new(last)]
            .requires
            .retain(|id| id.value.place() != first);
    }
    let after: Vec<Vec<usize>> = model
        .phases
        .iter()
        .map(|(_, phase)| phase.after.iter().map(|id| id.place()).collect())
        .collect();
    for circle in circles(&after) {
        let names = |at: usize| model.phases[Idx::new(at)].common.id.to_string();
        let span = model.phases[Idx::new(circle[0])].common.span;
        out.push(finding(
            "phases come after each other in a circle",
            &circle,
            names,
            span,
        ));
        let (last, first) = (circle[circle.len() - 1], circle[0]);
        model.phases[Idx::new(last)]
            .after
            .retain(|id| id.place() != first);
    }
}

fn finding(what: &str, circle: &[usize], name: impl Fn(usize) -> String, span: Span) -> Diagnostic {
    let mut names: Vec<String> = circle.iter().map(|at| format!("`{}`", name(*at))).collect();
    names.push(names[0].clone());
    Diagnostic::new(Code::Cycle, format!("{what}: {}", names.join(" → ")))
        .at(span)
        .help("take one of these relations out; until then the last one doesn't count")
}

/// A circle for each relation that closes one, walking depth first without recursion: a chain of
/// levels may be as long as a site is large.
fn circles(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    #[derive(Clone, Copy, PartialEq)]
    enum Seen {
        No,
        Open,
        Done,
    }
    let mut seen = vec![Seen::No; edges.len()];
    let mut found = Vec::new();
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
                    let start = trail
                        .iter()
                        .position(|(node, _)| *node == target)
                        .unwrap_or(0);
                    found.push(trail[start..].iter().map(|(node, _)| *node).collect());
                }
                Seen::Done => {}
            }
        }
    }
    found
}
