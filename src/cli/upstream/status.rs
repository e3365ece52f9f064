//! `waypost upstream status`

use super::Fork;
use super::args::Status;
use super::changes::{Both, Next};
use crate::cli::Exit;
use crate::cli::args::{Common, FormatArgument};
use crate::cli::diff::news;
use crate::cli::report::is_coloured;
use crate::diagnostic::Diagnostic;
use crate::document::Part;
use crate::drift::{Base, Lock, Sides, Standing, State};
use crate::source::Sources;
use crate::start::Refusal;
use serde::Serialize;
use std::io::{self, IsTerminal, Write};

/// Says how the site stands over its upstream: over the snapshot that it has, and over what the
/// source has by now, where that can be had without the network.
pub(super) fn status(
    common: &Common,
    it: &Status,
    out: &mut dyn Write,
    _err: &mut dyn Write,
) -> Result<Exit, Refusal> {
    let fork = Fork::read(&common.root)?;
    let (source, revision) = (it.source.as_deref(), it.revision.as_deref());
    let next = Next::take(&common.root, &fork, source, revision, source.is_some())?;
    let next = next.filter(|next| !next.is_same(&common.root, &fork.sides.folder));
    let is_json = matches!(common.format, FormatArgument::Json);
    // What nobody has written down yet was written over the snapshot that is there.
    let (told, both) = match &next {
        Some(next) => {
            let lock = fork.sides.recorded(&fork.lock);
            let both = Both::load(common, next.snapshot.files.clone())?;
            let mut told = Told::of(&next.sides, &lock, &both.broken(), &both.then.sources);
            told.active = next.active(&common.root, &fork.sides.folder);
            told.flows = flows(&fork.sides, &next.sides);
            (told, Some(both))
        }
        None => {
            let sources = &fork.sides.fork.sources;
            (Told::of(&fork.sides, &fork.lock, &[], sources), None)
        }
    };
    let done = match (is_json, &both) {
        (true, _) => json(&told, next.as_ref(), out),
        (false, Some(both)) => {
            let there = next.as_ref().map_or("", |next| next.source.as_str());
            let to = format!("this site over `{there}`");
            let is_coloured = is_coloured(common, io::stdout().is_terminal());
            news(
                (both.now.clone(), "this site"),
                (both.then.clone(), &to),
                is_coloured,
                out,
            )
            .and_then(
                |changes| match changes.is_empty() && told.flows.is_empty() {
                    true => writeln!(out, "upstream has changed nothing that this site shows"),
                    false => Ok(()),
                },
            )
            .and_then(|()| flowing(&told.flows, out))
            .and_then(|()| writeln!(out))
            .and_then(|()| text(&told, Some(there), fork.name(), out))
        }
        (false, None) => text(&told, None, fork.name(), out),
    };
    Ok(match (done, told.needs_decision()) {
        (Err(_), _) => Exit::Machine,
        (Ok(()), true) => Exit::Drift,
        (Ok(()), false) => Exit::Well,
    })
}

/// How a site stands, ready to be told.
#[derive(Serialize)]
pub(super) struct Told {
    overrides: Vec<One>,
    /// Settings, words and files that nothing here lies over, and that upstream has changed.
    pub flows: Vec<Flow>,
    /// Things that lie over nothing any more.
    orphans: Vec<String>,
    /// What `check` finds in overrides, or would.
    faults: Vec<Fault>,
    /// New or changed files of a trusted upstream that could put anything into pages.
    pub active: Vec<String>,
}

/// One override.
#[derive(Serialize)]
struct One {
    thing: String,
    title: String,
    part: String,
    state: &'static str,
    #[serde(skip)]
    how: State,
    path: String,
    line: usize,
    based_on: Option<String>,
    here: Option<String>,
    upstream: Option<String>,
    /// The id that upstream's statement has by now.
    #[serde(skip_serializing_if = "Option::is_none")]
    id_now: Option<String>,
}

/// What flows in beside the content.
#[derive(Serialize)]
pub(super) struct Flow {
    pub path: String,
    pub part: String,
    pub was: Option<String>,
    pub now: Option<String>,
}

/// What flows in beside the content, of the settings key by key.
fn flows(now: &Sides, then: &Sides) -> Vec<Flow> {
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

fn flowing(flows: &[Flow], out: &mut dyn Write) -> io::Result<()> {
    if flows.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nsettings, words and files that flow in")?;
    for flow in flows {
        if flow.part == Part::File.name() {
            let what = match (&flow.was, &flow.now) {
                (None, _) => "new",
                (_, None) => "gone",
                _ => "changed",
            };
            writeln!(out, "  {}: {what}", flow.path)?;
            continue;
        }
        let shown = |said: &Option<String>| said.clone().unwrap_or_else(|| "(nothing)".to_owned());
        let (was, now) = (shown(&flow.was), shown(&flow.now));
        writeln!(out, "  {}, {}: {was} → {now}", flow.path, flow.part)?;
    }
    Ok(())
}

#[derive(Serialize, PartialEq, Eq)]
struct Fault {
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
        for fault in own.chain(broken.iter().map(|it| fault(it, sources))) {
            if !faults.contains(&fault) {
                faults.push(fault);
            }
        }
        Told {
            overrides: overrides.into_iter().map(|it| one(it, sides)).collect(),
            flows: Vec::new(),
            orphans: sides.orphans(lock),
            faults,
            active: Vec::new(),
        }
    }

    /// Whether somebody has to decide something.
    pub fn needs_decision(&self) -> bool {
        let is_open =
            |one: &One| matches!(one.how, State::Conflict | State::Changed | State::Removed);
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
        id_now: it.successor.map(|id| id.to_string()),
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

/// Says how the overrides stand; `then` names the snapshot where it isn't the site's own yet.
pub(super) fn text(
    told: &Told,
    then: Option<&str>,
    upstream: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    let groups = [
        (State::Conflict, "a merge left two versions"),
        (
            State::Changed,
            "upstream has changed what these were based on",
        ),
        (
            State::Removed,
            "upstream has taken away what these were based on",
        ),
        (
            State::Same,
            "these say what upstream says by now, and can go",
        ),
        (
            State::Unrecorded,
            "written by hand: nobody has noted what these were based on",
        ),
    ];
    let mut counts = Vec::new();
    for (state, heading) in groups {
        let all: Vec<&One> = told
            .overrides
            .iter()
            .filter(|one| one.how == state)
            .collect();
        if all.is_empty() {
            continue;
        }
        counts.push(format!("{} {}", all.len(), all[0].state));
        writeln!(out, "{heading}")?;
        for one in all {
            writeln!(out, "  {} ({}), {}", one.title, one.thing, one.part)?;
            writeln!(out, "    {}:{}", one.path, one.line)?;
            if matches!(state, State::Changed | State::Removed) {
                side("was", one.based_on.as_deref(), out)?;
                side("upstream", one.upstream.as_deref(), out)?;
                side("here", one.here.as_deref(), out)?;
                if let Some(id) = &one.id_now {
                    writeln!(out, "    it is {{#{id}}} there now")?;
                }
            }
        }
        writeln!(out)?;
    }
    if !told.orphans.is_empty() {
        writeln!(
            out,
            "upstream has taken these away; what stands here is all that there is"
        )?;
        for name in &told.orphans {
            writeln!(out, "  {name}")?;
        }
        writeln!(out)?;
    }
    if !told.faults.is_empty() {
        writeln!(
            out,
            "`waypost check` {}",
            match then {
                Some(_) => "would find",
                None => "finds",
            }
        )?;
        for fault in &told.faults {
            writeln!(out, "  {}:{}: {}", fault.path, fault.line, fault.message)?;
        }
        writeln!(out)?;
    }
    if !told.active.is_empty() {
        writeln!(
            out,
            "new or changed, and could put anything into pages: read these, since `upstream.trust` is set"
        )?;
        for path in &told.active {
            writeln!(out, "  {path}")?;
        }
        writeln!(out)?;
    }
    let stands = told
        .overrides
        .iter()
        .filter(|one| one.how == State::Stands)
        .count();
    let total = told.overrides.len();
    let overrides = if total == 1 { "override" } else { "overrides" };
    write!(out, "{total} {overrides} over {upstream}: {stands} stand")?;
    if stands == 1 {
        write!(out, "s")?;
    }
    for count in &counts {
        write!(out, ", {count}")?;
    }
    writeln!(out)?;
    match (then, told.needs_decision()) {
        (Some(source), _) => writeln!(out, "take it with `waypost upstream update {source}`"),
        (None, true) => writeln!(out, "`waypost upstream merge` merges what can be merged"),
        (None, false) => writeln!(out, "nothing needs a decision"),
    }
}

/// Words of a side that are shown: a page of text says less than its beginning.
const MOST_WORDS: usize = 30;

fn side(name: &str, text: Option<&str>, out: &mut dyn Write) -> io::Result<()> {
    let text = text.unwrap_or("(nothing)");
    let words: Vec<&str> = text.split_whitespace().collect();
    let more = if words.len() > MOST_WORDS { " …" } else { "" };
    let shown = words[..words.len().min(MOST_WORDS)].join(" ");
    writeln!(out, "    {name:8}  {shown}{more}")
}

fn json(told: &Told, next: Option<&Next>, out: &mut dyn Write) -> io::Result<()> {
    let json = serde_json::json!({
        "version": 1,
        "needs_decision": told.needs_decision(),
        "source": next.map(|next| next.source.as_str()),
        "overrides": told.overrides,
        "flows": told.flows,
        "orphans": told.orphans,
        "faults": told.faults,
        "active": told.active,
    });
    serde_json::to_writer_pretty(&mut *out, &json)?;
    writeln!(out)
}
