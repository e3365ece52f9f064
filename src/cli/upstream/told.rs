//! How a site stands over its upstream, ready to be told.

use super::said::plain;
use crate::diagnostic::Diagnostic;
use crate::document::Part;
use crate::drift::{Base, Lock, Sides, Standing, State};
use crate::source::Sources;
use serde::Serialize;

/// How a site stands, ready to be told.
#[derive(Serialize)]
pub(super) struct Told {
    pub overrides: Vec<One>,
    /// Settings, words and files that nothing here lies over, and that upstream has changed.
    pub flows: Vec<Flow>,
    /// Things that lie over nothing any more.
    pub orphans: Vec<Gone>,
    /// What `check` finds in overrides, or would.
    pub faults: Vec<Fault>,
    /// New or changed files of a trusted upstream that could put anything into pages.
    pub active: Vec<String>,
}

/// A thing that lies over nothing any more, since upstream has taken that away.
#[derive(Serialize)]
pub(super) struct Gone {
    pub thing: String,
    /// What upstream called it last.
    pub title: Option<String>,
    pub path: String,
}

impl Gone {
    /// In one line, with what to do.
    pub fn told(&self) -> String {
        match &self.title {
            Some(title) => format!("{title} ({}), {}", self.thing, self.path),
            None => format!("{}, {}", self.thing, self.path),
        }
    }
}

fn gone(sides: &Sides, lock: &Lock) -> Vec<Gone> {
    let title = |thing: &String| {
        let base = lock.bases.get(&(thing.clone(), "title".to_owned()))?;
        base.as_deref().map(plain)
    };
    let orphans = sides.orphans(lock).into_iter();
    orphans
        .map(|it| Gone {
            title: title(&it.thing),
            thing: it.thing,
            path: it.path,
        })
        .collect()
}

/// One override.
#[derive(Serialize)]
pub(super) struct One {
    pub thing: String,
    pub title: String,
    pub part: String,
    pub state: &'static str,
    #[serde(skip)]
    pub how: State,
    pub path: String,
    pub line: usize,
    pub based_on: Option<String>,
    pub here: Option<String>,
    pub upstream: Option<String>,
    /// The part of it that upstream has by now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part_now: Option<String>,
}

impl One {
    /// Whether somebody has to decide something of it.
    pub fn is_open(&self) -> bool {
        matches!(
            self.how,
            State::Conflict | State::Changed | State::Renamed | State::Removed
        )
    }

    /// What upstream calls it by now, in words: of a section its heading.
    pub fn called(&self) -> Option<String> {
        let now = self.part_now.as_deref()?;
        let heading = self
            .upstream
            .as_deref()
            .and_then(|said| said.lines().next());
        Some(match (now.strip_prefix("## "), heading) {
            (Some(_), Some(heading)) => format!("`{}`", heading.trim()),
            (None, _) if now.starts_with("{#") => now.to_owned(),
            _ => format!("`{now}`"),
        })
    }
}

/// What flows in beside the content.
#[derive(Serialize)]
pub(super) struct Flow {
    pub path: String,
    pub part: String,
    pub was: Option<String>,
    pub now: Option<String>,
}

/// Groups and keys of `site.toml` that two versions of a site are compared by.
const COMPARED: [&str; 9] = [
    "areas",
    "definitions",
    "description",
    "language",
    "navigation",
    "scale",
    "scales",
    "titles",
    "vars",
];

impl Flow {
    /// Whether the comparison of both sites by meaning tells it.
    fn is_compared(&self) -> bool {
        let first = self.part.split('.').next().unwrap_or_default();
        self.path == "site.toml" && COMPARED.contains(&first)
    }

    /// In one line.
    pub fn told(&self) -> String {
        if self.part == Part::File.name() {
            let what = match (&self.was, &self.now) {
                (None, _) => "new",
                (_, None) => "gone",
                _ => "changed",
            };
            return format!("{}: {what}", self.path);
        }
        let shown = |said: &Option<String>| said.clone().unwrap_or_else(|| "(nothing)".to_owned());
        let (was, now) = (shown(&self.was), shown(&self.now));
        format!("{}, {}: {was} → {now}", self.path, self.part)
    }
}

impl Fault {
    /// In one line.
    pub fn told(&self) -> String {
        format!("{}:{}: {}", self.path, self.line, self.message)
    }
}

/// What flows in beside the content, of the settings key by key.
pub(super) fn flows(now: &Sides, then: &Sides) -> Vec<Flow> {
    let (old, new) = (now.flowing(), then.flowing());
    let mut names: Vec<_> = old.keys().chain(new.keys()).collect();
    names.sort();
    names.dedup();
    let changed = names
        .into_iter()
        .filter(|name| old.get(*name) != new.get(*name));
    changed
        .map(|name| Flow {
            path: name.0.clone(),
            part: name.1.clone(),
            was: old.get(name).cloned(),
            now: new.get(name).cloned(),
        })
        .collect()
}

#[derive(Serialize, PartialEq, Eq)]
pub(super) struct Fault {
    message: String,
    path: String,
    line: usize,
}

impl Told {
    /// How a site stands over one snapshot.
    pub fn of(sides: &Sides, lock: &Lock, broken: &[&Diagnostic], sources: &Sources) -> Told {
        let overrides = sides.standings(lock);
        let mut faults: Vec<Fault> = Vec::new();
        let own = sides
            .faults()
            .into_iter()
            .map(|it| fault(it, &sides.fork.sources));
        let overrides: Vec<One> = overrides.into_iter().map(|it| one(it, sides)).collect();
        // A heading over which nothing stands any more is told as what it is.
        let is_told = |fault: &Fault| {
            let lost = |one: &One| matches!(one.how, State::Renamed | State::Removed);
            let mut lost = overrides.iter().filter(|one| lost(one));
            lost.any(|one| one.path == fault.path && one.line == fault.line)
        };
        for fault in own.chain(broken.iter().map(|it| fault(it, sources))) {
            if !faults.contains(&fault) && !is_told(&fault) {
                faults.push(fault);
            }
        }
        Told {
            overrides,
            flows: Vec::new(),
            orphans: gone(sides, lock),
            faults,
            active: Vec::new(),
        }
    }

    /// What flows in beside what the comparison of both sites by meaning tells.
    pub fn flows_beside(&self) -> Vec<&Flow> {
        self.flows.iter().filter(|it| !it.is_compared()).collect()
    }

    /// Whether somebody has to decide something.
    pub fn needs_decision(&self) -> bool {
        let is_open = |one: &One| one.is_open();
        self.overrides.iter().any(is_open)
            || !self.orphans.is_empty()
            || !self.faults.is_empty()
            || !self.active.is_empty()
    }
}

fn one(it: Standing, sides: &Sides) -> One {
    let line = sides.fork.sources.position(it.over).line;
    let based_on = match it.base {
        Base::Text(text) => Some(text),
        Base::Unknown | Base::Nothing => None,
    };
    One {
        thing: it.key.0,
        title: it.title,
        part: it.key.1,
        state: match it.state {
            State::Conflict => "conflict",
            State::Changed => "changed",
            State::Renamed => "renamed",
            State::Removed => "removed",
            State::Unrecorded => "by hand",
            State::Same => "same",
            State::Stands => "stands",
        },
        how: it.state,
        path: it.file,
        line,
        based_on,
        here: it.ours.map(|piece| piece.text),
        upstream: it.theirs,
        part_now: it.successor.map(|part| part.name()),
    }
}

fn fault(finding: &Diagnostic, sources: &Sources) -> Fault {
    let (path, line) = match finding.span() {
        Some(span) => (
            sources.get(span.source).file().into_owned(),
            sources.position(span).line,
        ),
        None => (String::new(), 0),
    };
    Fault {
        message: finding.message.clone(),
        path,
        line,
    }
}
