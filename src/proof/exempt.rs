//! What is no secret, though something internal has it: public things bear it, public texts say it,
//! the theme does, or the settings say why it may be known.

use super::block::front_matter;
use super::gather::Inside;
use super::host::host;
use super::scan::{Quoted, scan};
use super::secret::{Secret, Secrets, What};
use super::trie::Trie;
use super::words::{Words, literal};
use crate::model::Thing;
use crate::site::Site;
use crate::source::SHIPPED;
use std::collections::HashSet;

/// What everybody knows.
pub(super) struct Known<'s> {
    whole: &'s Site,
    inside: &'s Inside,
    /// Names that public things, the site and its theme bear.
    names: HashSet<Vec<u64>>,
    /// Headings of public texts: an internal section may be called like another one.
    headings: HashSet<Vec<u64>>,
    /// Hosts and addresses that public things have as theirs.
    links: HashSet<String>,
}

impl<'s> Known<'s> {
    /// What `whole` says outside of what is internal.
    pub fn of(whole: &'s Site, internal: &[Thing], inside: &'s Inside) -> Known<'s> {
        let internal: HashSet<&Thing> = internal.iter().collect();
        let mut names = HashSet::new();
        let mut links = HashSet::new();
        let mut name = |text: &str| names.extend([Words::of(text).numbers]);
        let settings = &whole.settings;
        name(&settings.title);
        settings.vars.values().for_each(|word| name(word));
        // Words that the site itself sets may be the very ones that give it away.
        let shipped = whole.sources.iter().map(|(_, source)| source);
        for words in shipped.filter(|it| &*it.layer == SHIPPED && it.path.starts_with("words/")) {
            let values = words.text.lines().filter_map(|line| line.split_once('='));
            values.for_each(|(_, word)| name(word));
        }
        let mut link = |address: &str| {
            links.extend(host(address).map(|host| literal(host.as_bytes())));
            if let Some((_, rest)) = address.split_once("://") {
                links.insert(literal(rest.trim_end_matches('/').as_bytes()));
            }
        };
        if settings.base_url.is_known() {
            link(&settings.base_url.absolute(""));
        }
        for thing in whole.model.things().filter(|it| !internal.contains(it)) {
            let common = whole.common(thing);
            name(&common.title);
            common.aka.iter().for_each(|it| name(it));
            match thing {
                Thing::Resource(id) => {
                    whole.model.resources[id].url.iter().for_each(|it| link(it));
                }
                Thing::Skill(id) => whole.model.skills[id]
                    .external
                    .iter()
                    .for_each(|it| link(it)),
                _ => {}
            }
        }
        Known {
            whole,
            inside,
            names,
            headings: headings(whole, inside),
            links,
        }
    }

    /// Leaves out what is known. Gives those words of `internal.no_secret` that were of use.
    pub fn leave_out(&self, secrets: &mut Secrets) -> HashSet<String> {
        let mut used = HashSet::new();
        let open: Vec<(&str, Vec<u64>)> = (self.whole.settings.internal.no_secret.iter())
            .map(|(word, _)| (word.value.as_str(), Words::of(&word.value).numbers))
            .collect();
        secrets.retain(|secret| {
            let words = Words::of(&secret.name).numbers;
            let mut same = open.iter().filter(|(_, open)| *open == words);
            match same.next() {
                Some((word, _)) => {
                    used.insert((*word).to_owned());
                    false
                }
                None => !self.has(secret, &words),
            }
        });
        let said = self.said(secrets);
        secrets.retain(|secret| !secret.what.is_shared() || !said.contains(&key(secret)));
        let hosts: HashSet<String> = secrets.hosts();
        // Whoever finds the host has found the address.
        secrets.retain(|secret| {
            secret.what != What::Link
                || !hosts.contains(secret.literal.split(['/', ':']).next().unwrap_or_default())
        });
        used
    }

    fn has(&self, secret: &Secret, words: &Vec<u64>) -> bool {
        match secret.what {
            What::Title | What::Id => self.names.contains(words),
            What::Heading => self.names.contains(words) || self.headings.contains(words),
            What::Host | What::Link => self.links.contains(&secret.literal),
            _ => false,
        }
    }

    /// Which of those that may be shared stand in public texts.
    fn said(&self, secrets: &Secrets) -> HashSet<(What, String)> {
        let mut trie = Trie::default();
        let shared: Vec<&Secret> = secrets.iter().filter(|it| it.what.is_shared()).collect();
        for (number, secret) in shared.iter().enumerate() {
            trie.add(&Words::of(&secret.name).numbers, number as u32);
        }
        let mut said = HashSet::new();
        for (id, source) in self.whole.sources.iter() {
            let is_text = source.path.ends_with(".md") && self.whole.sources.pieces(id).is_empty();
            if shared.is_empty() || !is_text {
                continue;
            }
            let bytes = source.text.as_bytes();
            let ranges = self.inside.get(&id).map_or(&[][..], |ranges| ranges);
            let mut from = 0;
            for (start, end) in (ranges.iter().map(|it| (it.start, it.end)))
                .chain(std::iter::once((bytes.len(), bytes.len())))
            {
                let part = &bytes[from..start.max(from)];
                for hit in scan(part, &trie, Quoted::InTags, &mut |_, _, _| {}) {
                    said.insert(key(shared[hit.number as usize]));
                }
                from = end;
            }
        }
        said
    }
}

fn headings(whole: &Site, inside: &Inside) -> HashSet<Vec<u64>> {
    let mut found = HashSet::new();
    let texts = whole.sources.iter();
    for (id, source) in texts.filter(|(_, source)| source.path.ends_with(".md")) {
        let ranges = inside.get(&id).map_or(&[][..], |ranges| ranges);
        let mut at = front_matter(&source.text);
        for line in source.text[at..].split_inclusive('\n') {
            if line.starts_with('#') && !ranges.iter().any(|range| range.contains(&at)) {
                found.insert(Words::of(line.split(" {").next().unwrap_or_default()).numbers);
            }
            at += line.len();
        }
    }
    found
}

fn key(secret: &Secret) -> (What, String) {
    (secret.what, secret.literal.clone())
}
