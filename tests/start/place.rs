//! A temporary folder, and the binary that is run in it.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

pub const BINARY: &str = env!("CARGO_BIN_EXE_waypost");

pub struct Place(TempDir);

/// How a command ended.
#[derive(Debug)]
pub struct Ended {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Place {
    pub fn new() -> Place {
        let place = tempfile::tempdir().expect("a temporary folder");
        fs::set_permissions(place.path(), fs::Permissions::from_mode(0o755)).expect("it is ours");
        Place(place)
    }

    /// A place with the small site in `site`.
    pub fn with_site(variant: &[&str]) -> Place {
        let place = Place::new();
        let mut arguments = vec!["init", "site", "-q"];
        arguments.extend(variant);
        let ended = place.run(&arguments);
        assert_eq!(ended.code, Some(0), "{ended:?}");
        place
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub fn command(&self, folder: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(BINARY);
        command
            .args(arguments)
            .current_dir(self.path(folder))
            .env_remove("SOURCE_DATE_EPOCH")
            .stdin(Stdio::null());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Ended {
        ended(&mut self.command("", arguments))
    }

    /// Runs the binary in the site's folder.
    pub fn in_site(&self, arguments: &[&str]) -> Ended {
        ended(&mut self.command("site", arguments))
    }

    /// Every file below, with what it holds; folders and links as what they are.
    pub fn tree(&self) -> BTreeMap<String, String> {
        let mut tree = BTreeMap::new();
        gather(self.0.path(), self.0.path(), &mut tree);
        tree
    }
}

fn gather(root: &Path, folder: &Path, tree: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).expect("it can be read") {
        let path = entry.expect("it can be read").path();
        let name = path.strip_prefix(root).expect("it lies below");
        let name = name.to_string_lossy().into_owned();
        if let Ok(target) = fs::read_link(&path) {
            tree.insert(name, format!("-> {}", target.display()));
        } else if path.is_dir() {
            tree.insert(format!("{name}/"), String::new());
            gather(root, &path, tree);
        } else {
            let bytes = fs::read(&path).expect("it can be read");
            tree.insert(name, String::from_utf8_lossy(&bytes).into_owned());
        }
    }
}

pub fn ended(command: &mut Command) -> Ended {
    let output = command.output().expect("it runs");
    Ended {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}
