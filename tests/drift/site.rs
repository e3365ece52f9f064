//! An upstream and a fork of it on the disk.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use waypost::cli::{Exit, run};

const OPEN: &[(&str, &str)] = &[
    ("site.toml", "title = \"Open\"\nlicence = \"MIT\"\n"),
    ("content/index.md", "# Home\n"),
    (
        "content/tracks/ic.md",
        "+++\ntitle = \"IC\"\nlevels = [\"staff\"]\n+++\n",
    ),
    ("content/skills/design.md", "+++\ntitle = \"Design\"\n+++\n"),
    (
        "content/levels/staff.md",
        "+++\ntitle = \"Staff\"\nsummary = \"Makes work better.\"\ntags = [\"a\", \"b\"]\n\
         typical_time = \"2 years\"\nrequires.design = \"advanced\"\n+++\n\nOpening words.\n\n\
         ## Scope\n\nMany teams.\n\n- Works with many\n- Plans ahead\n- Keeps the books\n\n\
         ## [[design]]\n\n- Designs that hold {#ten}\n- Writes them down\n",
    ),
];

pub struct Bench {
    folder: TempDir,
}

impl Bench {
    pub fn new() -> Bench {
        let bench = Bench {
            folder: tempfile::tempdir().expect("a temporary folder"),
        };
        for (path, text) in OPEN {
            bench.write(&format!("open/{path}"), text.as_bytes());
        }
        let (open, acme) = (bench.path("open"), bench.path("acme"));
        let mut err = Vec::new();
        let arguments = [Path::new("waypost"), Path::new("fork"), &open, &acme];
        let exit = run(arguments, &mut Vec::new(), &mut err);
        assert_eq!(exit, Exit::Well, "{}", String::from_utf8_lossy(&err));
        bench
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, bytes).expect("written");
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect("readable")
    }

    /// Puts words in the place of others, each of which stands there.
    pub fn edit(&self, path: &str, words: &[(&str, &str)]) {
        let mut text = self.read(path);
        for (old, new) in words {
            assert!(text.contains(old), "{old}\n{text}");
            text = text.replacen(old, new, 1);
        }
        self.write(path, text.as_bytes());
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

    /// All files below a folder.
    pub fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let root = self.path(folder);
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
                found.insert(name, fs::read(&path).expect("readable"));
            }
        }
        found
    }
}
