//! `waypost upstream status`

use super::Fork;
use super::args::{Status, StatusForm};
use super::changes::{Both, Next, errors};
use super::page;
use super::told::{Flow, One, Told, flows};
use crate::cli::Exit;
use crate::cli::args::{Common, FormatArgument};
use crate::cli::diff::{news, news_of};
use crate::cli::report::is_coloured;
use crate::drift::State;
use crate::layers::Layers;
use crate::site::{LoadOptions, Site};
use crate::start::Refusal;
use std::io::{self, IsTerminal, Write};
use std::sync::Arc;

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
    let form = it.form.unwrap_or(match common.format {
        FormatArgument::Json => StatusForm::Json,
        _ => StatusForm::Text,
    });
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
            let site = Site::load(Layers::of_folder(&common.root), &LoadOptions::default());
            let broken = errors(&site);
            let told = Told::of(&fork.sides, &fork.lock, &broken, &site.sources);
            (told, None)
        }
    };
    let done = match (form, &both) {
        (StatusForm::Html, _) => html(common, &fork, &told, next.as_ref(), both.as_ref(), out),
        (StatusForm::Json, _) => json(&told, next.as_ref(), out),
        (StatusForm::Text, Some(both)) => {
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
                |changes| match changes.is_empty() && told.flows_beside().is_empty() {
                    true => writeln!(out, "upstream has changed nothing that this site shows"),
                    false => Ok(()),
                },
            )
            .and_then(|()| flowing(&told.flows_beside(), out))
            .and_then(|()| writeln!(out))
            .and_then(|()| {
                let command = next.as_ref().map(|next| next.command.as_str());
                text(&told, command, fork.name(), out)
            })
        }
        (StatusForm::Text, None) => text(&told, None, fork.name(), out),
    };
    Ok(match (done, told.needs_decision()) {
        (Err(_), _) => Exit::Machine,
        (Ok(()), true) => Exit::Drift,
        (Ok(()), false) => Exit::Well,
    })
}

/// One page for whoever decides.
fn html(
    common: &Common,
    fork: &Fork,
    told: &Told,
    next: Option<&Next>,
    both: Option<&Both>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let news = match both {
        Some(both) => news_of(both.now.clone(), both.then.clone()),
        None => Vec::new(),
    };
    let site = match both {
        Some(both) => both.now.clone(),
        None => Arc::new(Site::load(
            Layers::of_folder(&common.root),
            &LoadOptions::default(),
        )),
    };
    let page = page::Page {
        site: &site,
        upstream: fork.name(),
        source: next.map(|next| next.source.as_str()),
        told,
        news: &news,
    };
    page::write(&page, out)
}

fn flowing(flows: &[&Flow], out: &mut dyn Write) -> io::Result<()> {
    if flows.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nsettings, words and files that flow in")?;
    for flow in flows {
        writeln!(out, "  {}", flow.told())?;
    }
    Ok(())
}

/// Says how the overrides stand; `then` is what takes the snapshot where it isn't the site's own yet.
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
            State::Renamed,
            "upstream calls these otherwise now; `waypost upstream merge` takes yours along",
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
            if state == State::Renamed
                && let Some(now) = one.called()
            {
                writeln!(out, "    it is {now} there now")?;
            }
            let says = one.based_on.as_deref().map(body) != one.upstream.as_deref().map(body);
            if matches!(state, State::Changed | State::Removed) || (state == State::Renamed && says)
            {
                let sides = [&one.based_on, &one.upstream, &one.here];
                let shared = shared(sides);
                for (name, said) in ["was", "upstream", "here"].into_iter().zip(sides) {
                    side(name, said.as_deref(), &shared, out)?;
                }
                if let Some(now) = one.called().filter(|_| state != State::Renamed) {
                    writeln!(out, "    it is {now} there now")?;
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
        for gone in &told.orphans {
            writeln!(out, "  {}", gone.told())?;
        }
        writeln!(
            out,
            "  = help: delete it, or say `waypost upstream merge ID --keep` to have it as your own"
        )?;
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
            writeln!(out, "  {}", fault.told())?;
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
        (Some(command), _) => writeln!(out, "take it with `{command}`"),
        (None, true) => writeln!(out, "`waypost upstream merge` merges what can be merged"),
        (None, false) => writeln!(out, "nothing needs a decision"),
    }
}

/// A section without its heading; anything else as it is.
fn body(said: &str) -> &str {
    match said.split_once('\n') {
        Some((heading, body)) if heading.starts_with('#') => body.trim(),
        _ => said,
    }
}

/// Words of a side that are shown: a page of text says less than its beginning.
const MOST_WORDS: usize = 30;

/// Lines that all sides have that say anything: what differs shows better without them.
fn shared(sides: [&Option<String>; 3]) -> Vec<&str> {
    let mut all = sides.into_iter().flatten().map(|said| said.lines());
    let Some(first) = all.next() else {
        return Vec::new();
    };
    let others: Vec<Vec<&str>> = all.map(Iterator::collect).collect();
    let is_shared = |line: &&str| others.iter().all(|other| other.contains(line));
    match others.is_empty() {
        true => Vec::new(),
        false => first.filter(is_shared).collect(),
    }
}

fn side(name: &str, text: Option<&str>, shared: &[&str], out: &mut dyn Write) -> io::Result<()> {
    let text = text.unwrap_or("(nothing)");
    let lines = text.lines().filter(|line| !shared.contains(line));
    let words: Vec<&str> = lines.flat_map(str::split_whitespace).collect();
    let before = if shared.is_empty() { "" } else { "… " };
    let more = if words.len() > MOST_WORDS { " …" } else { "" };
    let shown = words[..words.len().min(MOST_WORDS)].join(" ");
    writeln!(out, "    {name:8}  {before}{shown}{more}")
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
