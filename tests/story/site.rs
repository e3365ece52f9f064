//! The upstream and the fork on the disk, and what the fork comes to.

use super::account;
use super::fork::Fork;
use super::outcome::Whose;
use super::thing::World;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use waypost::cli::{Exit, run};
use waypost::layers::Layers;
use waypost::site::{LoadOptions, Site};

pub struct Bench {
    folder: TempDir,
}

impl Bench {
    /// A fork of an upstream that overrides nothing yet.
    pub fn new(upstream: &World) -> Bench {
        let bench = Bench {
            folder: tempfile::tempdir().expect("a temporary folder"),
        };
        bench.publish(upstream);
        let (open, acme) = (bench.path("open"), bench.path("acme"));
        let mut err = Vec::new();
        let arguments = [Path::new("waypost"), Path::new("fork"), &open, &acme];
        let exit = run(arguments, &mut Vec::new(), &mut err);
        assert_eq!(exit, Exit::Well, "{}", String::from_utf8_lossy(&err));
        bench
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Upstream in another version.
    pub fn publish(&self, upstream: &World) {
        let open = self.path("open");
        let _ = fs::remove_dir_all(&open);
        write(&open, &upstream.files());
    }

    /// The overrides, written by hand.
    pub fn begin(&self, fork: &Fork, upstream: &World) {
        let acme = self.path("acme");
        write(&acme, &fork.files(upstream));
        let settings = fs::read_to_string(acme.join("site.toml")).expect("settings");
        fs::write(acme.join("site.toml"), format!("{}{settings}", fork.hide())).expect("written");
    }

    /// A command typed in the fork: how it ends, and all that it says.
    pub fn typed(&self, words: &[&str]) -> (Exit, String) {
        let root = self.path("acme").display().to_string();
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
            fs::write(self.path("acme").join(path), kept).expect("written");
        }
    }

    /// All files of the fork.
    pub fn files(&self) -> BTreeMap<String, String> {
        let root = self.path("acme");
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

    /// Each field, section and statement of the fork is what it must be, and there are no others.
    pub fn is(&self, wanted: &World) {
        let layers = Layers::of_folder(&self.path("acme"));
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
