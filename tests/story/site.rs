//! The upstream and the fork on the disk, and what the fork comes to.

use super::account;
use super::fork::{Fork, Override};
use super::outcome::Whose;
use super::thing::{Home, Thing, World};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use tempfile::TempDir;
use waypost::cli::{Exit, run};
use waypost::layers::Layers;
use waypost::site::{LoadOptions, Site};

pub struct Bench {
    folder: Rc<TempDir>,
    /// The fork's folder, and that of its upstream.
    own: &'static str,
    below: &'static str,
}

impl Bench {
    /// A fork of an upstream that overrides nothing yet.
    pub fn new(upstream: &World) -> Bench {
        let bench = Bench {
            folder: Rc::new(tempfile::tempdir().expect("a temporary folder")),
            own: "acme",
            below: "open",
        };
        bench.publish(upstream);
        bench.fork();
        bench
    }

    /// A fork of this fork.
    pub fn above(&self, own: &'static str) -> Bench {
        let bench = Bench {
            folder: self.folder.clone(),
            own,
            below: self.own,
        };
        bench.fork();
        bench
    }

    fn fork(&self) {
        let (open, acme) = (self.path(self.below), self.path(self.own));
        let mut err = Vec::new();
        let arguments = [Path::new("waypost"), Path::new("fork"), &open, &acme];
        let exit = run(arguments, &mut Vec::new(), &mut err);
        assert_eq!(exit, Exit::Well, "{}", String::from_utf8_lossy(&err));
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Upstream in another version.
    pub fn publish(&self, upstream: &World) {
        let open = self.path(self.below);
        let _ = fs::remove_dir_all(&open);
        write(&open, &upstream.files());
    }

    /// The overrides, written by hand.
    pub fn begin(&self, fork: &Fork, upstream: &World) {
        let acme = self.path(self.own);
        write(&acme, &fork.files(upstream));
        let settings = fs::read_to_string(acme.join("site.toml")).expect("settings");
        fs::write(acme.join("site.toml"), format!("{}{settings}", fork.hide())).expect("written");
    }

    /// A command typed in the fork: how it ends, and all that it says.
    pub fn typed(&self, words: &[&str]) -> (Exit, String) {
        let root = self.path(self.own).display().to_string();
        let mut arguments = vec!["waypost", "--root", &root];
        arguments.extend(words);
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let exit = run(arguments, &mut out, &mut err);
        out.extend(err);
        (exit, String::from_utf8(out).expect("UTF-8"))
    }

    /// Decides all conflicts for one side.
    pub fn decide(&self, whose: Whose) {
        for (path, text) in self.files() {
            if !text.contains("<<<<<<< ") || path.starts_with("upstream/") {
                continue;
            }
            let mut within = None;
            let mut kept = String::new();
            for line in text.lines() {
                match line.split(' ').next().unwrap_or_default() {
                    "<<<<<<<" => within = Some(Some(Whose::Ours)),
                    "|||||||" => within = Some(None),
                    "=======" => within = Some(Some(Whose::Theirs)),
                    ">>>>>>>" => within = None,
                    _ if within.is_none_or(|side| side == Some(whose)) => {
                        kept.push_str(line);
                        kept.push('\n');
                    }
                    _ => {}
                }
            }
            fs::write(self.path(self.own).join(path), kept).expect("written");
        }
    }

    /// All files of the fork.
    pub fn files(&self) -> BTreeMap<String, String> {
        let root = self.path(self.own);
        let mut found = BTreeMap::new();
        let mut folders = vec![root.clone()];
        while let Some(next) = folders.pop() {
            for entry in fs::read_dir(next).expect("a folder").flatten() {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let name = path
                    .strip_prefix(&root)
                    .expect("below")
                    .display()
                    .to_string();
                found.insert(name, fs::read_to_string(&path).expect("readable"));
            }
        }
        found
    }

    /// Words in the file of a thing in the place of others.
    pub fn edit(&self, thing: &Thing, old: &str, new: &str) {
        let path = self.file(thing);
        let text = fs::read_to_string(&path).expect("readable");
        assert!(text.contains(old), "{old}\n{text}");
        fs::write(path, text.replacen(old, new, 1)).expect("written");
    }

    fn file(&self, thing: &Thing) -> PathBuf {
        match &thing.home {
            Home::File(path) => self.path(self.own).join(path),
            home => panic!("{home:?} is no file"),
        }
    }

    /// Gives the file of a thing the name that upstream has for it now.
    pub fn rename(&self, old: Option<&Thing>, new: Option<&Thing>) {
        let file = |thing: Option<&Thing>| self.file(thing.expect("there is such a thing"));
        fs::rename(file(old), file(new)).expect("renamed");
    }

    /// Deletes the override of a statement, as the help says.
    pub fn without_statement(&self, one: &Override) {
        let pin = one.part().expect("a statement");
        for (path, text) in self.files() {
            if path.starts_with("content/") && text.contains(&pin) {
                let lines = text.lines().filter(|line| !line.contains(&pin));
                let kept: Vec<&str> = lines.collect();
                fs::write(self.path(self.own).join(path), kept.join("\n") + "\n").expect("written");
            }
        }
    }

    /// Each version of each text of both sides is in the pages, or there is a reason why not.
    pub fn accounts(&self, fork: &Fork, upstream: &World) {
        let layers = Layers::of_folder(&self.path(self.own));
        account::accounts(
            &Arc::new(Site::load(layers, &LoadOptions::default())),
            fork,
            upstream,
        );
    }

    /// Each field, section and statement of the fork is what it must be, and there are no others.
    pub fn is(&self, wanted: &World) {
        let layers = Layers::of_folder(&self.path(self.own));
        account::same(&Site::documents(layers, &LoadOptions::default()), wanted);
    }
}

fn write(root: &Path, files: &BTreeMap<String, String>) {
    for (path, text) in files {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }
}
