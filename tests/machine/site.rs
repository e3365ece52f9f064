//! A small site on the disk, and the binary that is run on it.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// A user who has no rights of its own: `nobody` on most systems.
const NOBODY: u32 = 65534;

/// Longer than any build here takes on a machine that does ten other things. Whatever takes longer
/// hangs.
const PATIENCE: Duration = Duration::from_secs(120);

/// Files by path, with their bytes; a link as where it leads.
pub type Tree = BTreeMap<String, Vec<u8>>;

/// A site in a temporary folder of its own.
pub struct Site {
    place: TempDir,
}

/// How the binary ended.
#[derive(Debug)]
pub struct Ended {
    /// Nothing when a signal ended it.
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
    pub took: Duration,
}

impl Site {
    /// Settings, one page, and a theme of two lines per template.
    pub fn new() -> Site {
        let place = tempfile::tempdir().expect("a temporary folder");
        open(place.path(), 0o755);
        let site = Site { place };
        site.write(
            "site.toml",
            "title = \"A site\"\nbase_url = \"https://example.com/a/\"\n[theme]\nfolder = \"plain\"\n",
        );
        site.write("content/index.md", "# Home\n\nThe first edition.\n");
        for template in TEMPLATES {
            let text = match *template {
                "home.html" | "page.html" => {
                    "<h1>{{ page.title }}</h1>\n{% if text %}{{ text.html }}{% endif %}\n"
                }
                _ => "<h1>{{ page.title }}</h1>\n",
            };
            site.write(&format!("plain/templates/{template}"), text);
        }
        site
    }

    /// The folder in which the site, and whatever a test lays beside it, lies.
    pub fn beside(&self, path: &str) -> PathBuf {
        self.place.path().join(path)
    }

    pub fn root(&self) -> PathBuf {
        self.beside("site")
    }

    pub fn at(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    pub fn public(&self) -> PathBuf {
        self.at("public")
    }

    /// Writes a file of the site.
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        write(&self.at(path), text);
    }

    pub fn remove(&self, path: &str) {
        fs::remove_file(self.at(path)).expect("it is ours");
    }

    /// The binary, about to do `arguments` with this site.
    pub fn command(&self, arguments: &[&str]) -> Command {
        self.command_at(&self.root(), arguments)
    }

    /// The same with the site's folder named in another way.
    pub fn command_at(&self, root: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_waypost"));
        self.complete(&mut command, root, arguments);
        command
    }

    /// The same by way of a shell, which sets limits first.
    pub fn limited(&self, limits: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new("sh");
        command
            .arg("-c")
            .arg(format!("{limits}; exec \"$0\" \"$@\""))
            .arg(env!("CARGO_BIN_EXE_waypost"));
        self.complete(&mut command, &self.root(), arguments);
        command
    }

    /// The same as a user without rights: root may read and write whatever the modes say.
    pub fn as_nobody(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(self.open_binary());
        self.complete(&mut command, &self.root(), arguments);
        if is_root() {
            command.uid(NOBODY).gid(NOBODY);
        }
        command
    }

    /// The binary where anybody may run it: its own folder may be closed to others.
    fn open_binary(&self) -> PathBuf {
        let binary = self.beside("waypost");
        let built = env!("CARGO_BIN_EXE_waypost");
        if !binary.exists() && fs::hard_link(built, &binary).is_err() {
            // By another process: what this one holds open for writing while a thread forks can't
            // be run for a moment.
            let copied = Command::new("cp").args(["-p", built]).arg(&binary).status();
            assert!(copied.expect("there is a cp").success());
        }
        binary
    }

    fn complete(&self, command: &mut Command, root: &Path, arguments: &[&str]) {
        command.args(arguments).arg("--root").arg(root);
        // Nothing of the machine's own home or repositories.
        command.env("HOME", self.place.path());
        command.env("GIT_CEILING_DIRECTORIES", "/");
    }

    pub fn build(&self) -> Ended {
        run(self.command(&["build"]))
    }

    /// A build that has to succeed.
    pub fn build_well(&self) -> Ended {
        let ended = self.build();
        ended.expect(0);
        ended
    }

    /// What is published.
    pub fn published(&self) -> Tree {
        tree(&self.public())
    }
}

impl Ended {
    /// Ended with this code, and without a panic.
    #[track_caller]
    pub fn expect(&self, code: i32) -> &Self {
        assert!(!self.err.contains("panicked"), "{self:#?}");
        assert_eq!(self.code, Some(code), "{}\n{}", self.out, self.err);
        self
    }

    /// Says all of this, on stderr.
    #[track_caller]
    pub fn says(&self, words: &[&str]) -> &Self {
        for word in words {
            assert!(self.err.contains(word), "no `{word}` in:\n{}", self.err);
        }
        self
    }
}

/// Runs to the end. What takes too long is ended, and fails the test.
#[track_caller]
pub fn run(mut command: Command) -> Ended {
    let start = Instant::now();
    // Not piped: nobody would empty a pipe that is full while this waits.
    let (out, err) = (talk(), talk());
    let mut child = command
        .stdin(Stdio::null())
        .stdout(out.reopen().expect("it is ours"))
        .stderr(err.reopen().expect("it is ours"))
        .spawn()
        .expect("the binary can be run");
    let status = loop {
        if let Some(status) = child.try_wait().expect("it is ours") {
            break status;
        }
        if start.elapsed() > PATIENCE {
            child.kill().expect("it is ours");
            panic!("hangs: {command:?}");
        }
        thread::sleep(Duration::from_millis(5));
    };
    let text = |file: tempfile::NamedTempFile| {
        String::from_utf8_lossy(&fs::read(file.path()).expect("it is ours")).into_owned()
    };
    Ended {
        code: status.code(),
        out: text(out),
        err: text(err),
        took: start.elapsed(),
    }
}

fn talk() -> tempfile::NamedTempFile {
    tempfile::NamedTempFile::new().expect("a temporary file")
}

/// Writes a file, and makes the folders above it.
pub fn write(path: &Path, text: impl AsRef<[u8]>) {
    fs::create_dir_all(path.parent().expect("it is no root")).expect("it is ours");
    fs::write(path, text).expect("it is ours");
}

/// All files below a folder, none when it isn't there.
pub fn tree(folder: &Path) -> Tree {
    let mut tree = Tree::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(at) = folders.pop() {
        let Ok(entries) = fs::read_dir(&at) else {
            continue;
        };
        for entry in entries {
            let path = entry.expect("it can be read").path();
            let name = path.strip_prefix(folder).expect("it lies below");
            let name = name.to_string_lossy().into_owned();
            let kind = fs::symlink_metadata(&path)
                .expect("it is there")
                .file_type();
            if kind.is_dir() {
                tree.insert(format!("{name}/"), Vec::new());
                folders.push(path);
            } else if kind.is_symlink() {
                let aim = fs::read_link(&path).expect("it is a link");
                tree.insert(name, aim.into_os_string().into_encoded_bytes());
            } else if kind.is_file() {
                tree.insert(name, fs::read(&path).expect("it can be read"));
            } else {
                tree.insert(name, b"special".to_vec());
            }
        }
    }
    tree
}

/// The names in a folder.
pub fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("it is there")
        .map(|entry| entry.expect("it can be read").file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// Sets the mode of a file or folder.
pub fn open(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("it is ours");
}

/// Gives a tree to the user without rights.
pub fn give_away(path: &Path) {
    if is_root() {
        let mut command = Command::new("chown");
        command
            .args(["-R", &format!("{NOBODY}:{NOBODY}")])
            .arg(path);
        assert!(command.status().expect("there is a chown").success());
    }
}

pub fn is_root() -> bool {
    static IS_ROOT: OnceLock<bool> = OnceLock::new();
    *IS_ROOT.get_or_init(|| {
        let output = Command::new("id").arg("-u").output();
        output.expect("there is an id").stdout == b"0\n"
    })
}

/// The templates that a theme must have.
const TEMPLATES: &[&str] = &[
    "404.html",
    "alias.html",
    "archetype.html",
    "archetypes.html",
    "difference.html",
    "glossary.html",
    "home.html",
    "level.html",
    "levels.html",
    "compare.html",
    "matrix.html",
    "packet.html",
    "packets.html",
    "page.html",
    "path.html",
    "paths.html",
    "phase.html",
    "pitfall.html",
    "pitfalls.html",
    "plan.html",
    "print/ladder.html",
    "print/levels.html",
    "print/packet.html",
    "print/path.html",
    "print/sheet.html",
    "resource.html",
    "resources.html",
    "search.html",
    "skill.html",
    "skills.html",
    "track.html",
    "tracks.html",
    "your-copy.html",
];
