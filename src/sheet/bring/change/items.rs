//! The items of a section, and the changes that make them read otherwise.

use super::align::align;
use super::moves::{Loose, Moves, Whole, line};
use super::splice::{Splice, line_end, line_start};
use crate::markdown::{Block, Item, Section};
use crate::model::Common;
use crate::sheet::bring::Said;
use crate::sheet::lines::Line;
use crate::site::Site;
use std::ops::Range;

/// An item where it stands.
struct Place {
    /// The beginning of its line, and of its marker.
    start: usize,
    marker: usize,
    /// Its end with its notes, without blanks.
    end: usize,
    text: Range<usize>,
    indent: u16,
    line: Line,
    notes: usize,
    /// The block that it is an item of.
    list: usize,
    /// Whether it holds no words, and isn't in the sheet.
    is_hidden: bool,
}

/// The items of a section, or of several about the same thing.
pub(in crate::sheet::bring) struct Items<'a> {
    text: &'a str,
    all: Vec<Place>,
}

/// The items can't be told apart as lines: said already when the cell was exported.
pub(in crate::sheet::bring) struct Unlike;

impl<'a> Items<'a> {
    pub fn of(site: &'a Site, common: &Common, sections: &[Section]) -> Result<Self, Unlike> {
        let body = &common.body;
        let text = &*site.sources.get(body.source).text;
        let mut all = Vec::new();
        for section in sections {
            for block in body.outline.opening_in(section.blocks.clone()) {
                if let Block::List(list) = &body.outline.blocks[block] {
                    for item in &list.items {
                        all.push(place(site, common, text, item, block).ok_or(Unlike)?);
                    }
                }
            }
        }
        Ok(Items { text, all })
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The ranges of all items.
    pub fn ranges(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        self.all.iter().map(|place| place.start..place.end)
    }

    /// Lines that are new here, and items that are wanted no more: any of them may have gone to
    /// another cell.
    pub fn loose(&self, wanted: &[&str], what: String) -> Loose {
        let seen: Vec<&Place> = self.all.iter().filter(|place| !place.is_hidden).collect();
        let old: Vec<&str> = seen.iter().map(|place| place.line.text.trim()).collect();
        let found = align(&old, wanted);
        let new = wanted
            .iter()
            .enumerate()
            .filter(|(to, _)| found[*to].is_none());
        let gone = seen
            .iter()
            .enumerate()
            .filter(|(from, _)| !found.contains(&Some(*from)));
        let whole = |place: &Place| Whole {
            line: place.line.clone(),
            words: self.text[place.text.clone()].to_owned(),
            rest: self.text[place.text.end..place.end].to_owned(),
            indent: place.indent,
        };
        Loose {
            what,
            new: new.map(|(to, line)| (to, (*line).to_owned())).collect(),
            gone: gone.map(|(from, place)| (from, whole(place))).collect(),
        }
    }

    /// The changes that make the items read as `wanted`, and what is said of them.
    pub fn change(&self, wanted: &[&str], moves: &Moves) -> (Vec<Splice>, Vec<Said>) {
        let seen: Vec<&Place> = self.all.iter().filter(|place| !place.is_hidden).collect();
        let old: Vec<&str> = seen.iter().map(|place| place.line.text.trim()).collect();
        let found = align(&old, wanted);
        let order: Vec<usize> = found.iter().flatten().copied().collect();
        let mut slots = order.clone();
        slots.sort_unstable();
        let (mut splices, mut said) = (Vec::new(), Vec::new());
        let mut rank = 0;
        let mut behind: Option<&Place> = None;
        let has_kept = !slots.is_empty();
        for (to, from) in found.iter().enumerate() {
            let Some(from) = *from else {
                splices.push(self.inserted(behind, &|indent| line(moves, to, wanted[to], indent)));
                said.push(match moves.here.get(&to) {
                    Some(carried) => Said::Came(wanted[to].to_owned(), carried.from.clone()),
                    None => Said::New(wanted[to].to_owned()),
                });
                continue;
            };
            let (slot, item) = (seen[slots[rank]], seen[from]);
            rank += 1;
            behind = Some(slot);
            let change = (old[from] != wanted[to]).then(|| {
                said.push(Said::Reworded(old[from].to_owned(), wanted[to].to_owned()));
                item.line.change(wanted[to], item.indent)
            });
            if slot.start == item.start {
                if let Some((range, text)) = change {
                    let at = item.text.start + range.start..item.text.start + range.end;
                    splices.push(Splice::new(at, text));
                }
            } else {
                splices.push(self.moved(slot, item, change));
            }
        }
        for from in moved(&order) {
            said.push(Said::Moved(old[from].to_owned()));
        }
        let gone: Vec<bool> = (0..seen.len()).map(|from| !slots.contains(&from)).collect();
        for (from, place) in seen.iter().enumerate().filter(|(from, _)| gone[*from]) {
            let text = place.line.text.trim().to_owned();
            said.push(match moves.away.get(&from) {
                Some(to) => Said::Went(text, to.clone()),
                None => Said::Removed(text, place.notes),
            });
        }
        splices.extend(self.removed(&seen, &gone, has_kept || !wanted.is_empty()));
        (splices, said)
    }

    fn moved(&self, slot: &Place, item: &Place, change: Option<(Range<usize>, String)>) -> Splice {
        let lead = &self.text[item.marker..item.text.start];
        let own = &self.text[slot.marker..slot.text.start];
        // A list that is numbered keeps its numbers.
        let lead = if own.len() == lead.len() { own } else { lead };
        let words = &self.text[item.text.clone()];
        let rest = &self.text[item.text.end..item.end];
        let words = match change {
            Some((range, text)) => {
                format!("{}{text}{}", &words[..range.start], &words[range.end..])
            }
            None => words.to_owned(),
        };
        Splice::new(slot.marker..slot.end, format!("{lead}{words}{rest}"))
    }

    fn inserted(&self, behind: Option<&Place>, words: &dyn Fn(u16) -> String) -> Splice {
        let like = behind.or(self.all.first());
        let (lead, indent) = like.map_or(("- ".to_owned(), 2), |like| self.lead(like));
        let words = words(indent);
        let gap = if self.is_loose() { "\n\n" } else { "\n" };
        match (behind, self.all.first()) {
            (Some(behind), _) => {
                let at = line_end(self.text, behind.end);
                Splice::insert(at, format!("{gap}{lead}{words}"))
            }
            (None, Some(first)) => Splice::insert(first.start, format!("{lead}{words}{gap}")),
            (None, None) => Splice::insert(0, ""),
        }
    }

    /// What stands before the words of an item, and how far its further lines are indented.
    fn lead(&self, like: &Place) -> (String, u16) {
        let lead = &self.text[like.start..like.text.start];
        let is_plain = !lead.contains(['\n', '\t']) && lead.len() == usize::from(like.indent);
        match is_plain {
            true => (lead.to_owned(), like.indent),
            false => {
                let marker = self.text[like.marker..].chars().next();
                let marker = marker.filter(|c| matches!(c, '*' | '+')).unwrap_or('-');
                (format!("{marker} "), 2)
            }
        }
    }

    /// Whether blank lines part the items.
    fn is_loose(&self) -> bool {
        self.all.windows(2).any(|pair| {
            pair[0].list == pair[1].list
                && self.text[pair[0].end..pair[1].start].matches('\n').count() > 1
        })
    }

    /// Takes items out, with the blanks that parted them from others.
    fn removed(&self, seen: &[&Place], gone: &[bool], stays: bool) -> Vec<Splice> {
        let is_gone = |place: &Place| {
            let found = seen.iter().position(|it| it.start == place.start);
            found.is_some_and(|found| gone[found])
        };
        let mut splices = Vec::new();
        let mut at = 0;
        while at < self.all.len() {
            if !is_gone(&self.all[at]) {
                at += 1;
                continue;
            }
            let list = self.all[at].list;
            let end = (at..self.all.len())
                .find(|next| self.all[*next].list != list || !is_gone(&self.all[*next]))
                .unwrap_or(self.all.len());
            let before = at.checked_sub(1).map(|before| &self.all[before]);
            let before = before.filter(|before| before.list == list);
            let after = self.all.get(end).filter(|after| after.list == list);
            let (first, last) = (&self.all[at], &self.all[end - 1]);
            let last_end = line_end(self.text, last.end);
            let range = match (before, after) {
                (_, Some(after)) => first.start..after.start,
                (Some(before), None) => line_end(self.text, before.end)..last_end,
                (None, None) => {
                    let behind = (last_end + 1).min(self.text.len());
                    let is_apart = self.text[..first.start].ends_with("\n\n");
                    let is_last =
                        self.text[behind..].starts_with('\n') || behind == self.text.len();
                    match is_apart && is_last && !stays {
                        true => first.start - 1..behind,
                        false => first.start..behind,
                    }
                }
            };
            splices.push(Splice::new(range, ""));
            at = end;
        }
        splices
    }
}

fn place(site: &Site, common: &Common, text: &str, item: &Item, list: usize) -> Option<Place> {
    let whole = common.body.slice(item.whole, &site.sources);
    // An item that is indented begins with its blanks.
    let blanks = whole.len() - whole.trim_start_matches([' ', '\t']).len();
    let (marker, whole) = (item.whole.start as usize + blanks, &whole[blanks..]);
    let start = line_start(text, marker);
    let words = item.text.range();
    let line = Line::of(common.body.slice(item.text, &site.sources), item.indent)?;
    // Something else before the marker: the item can't be taken out by lines.
    if !text[start..marker].trim().is_empty() {
        return None;
    }
    Some(Place {
        start,
        marker,
        end: marker + whole.trim_end().len(),
        text: words,
        indent: item.indent,
        is_hidden: line.text.trim().is_empty(),
        line,
        notes: item.notes.len(),
        list,
    })
}

/// Of an order the places that don't stand in a longest rising row: those that were moved.
fn moved(order: &[usize]) -> Vec<usize> {
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(order.len());
    for (at, place) in order.iter().enumerate() {
        let before = (0..at)
            .filter(|before| order[*before] < *place)
            .max_by_key(|before| best[*before].0);
        best.push((before.map_or(1, |before| best[before].0 + 1), before));
    }
    let mut kept = vec![false; order.len()];
    let mut at = (0..order.len()).max_by_key(|at| best[*at].0);
    while let Some(place) = at {
        kept[place] = true;
        at = best[place].1;
    }
    let moved = order.iter().zip(kept).filter(|(_, kept)| !kept);
    moved.map(|(place, _)| *place).collect()
}
