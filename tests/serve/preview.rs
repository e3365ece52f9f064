//! A site in a folder of its own, the binary that serves it, and plain requests to it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The longest that anything is waited for: machines that test are busy.
const PATIENCE: Duration = Duration::from_secs(20);

/// Longer than it takes until a change is over, and until it is loaded.
const QUIET: Duration = Duration::from_millis(700);

/// An answer.
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

/// The binary, serving a folder.
pub struct Preview {
    pub folder: TempDir,
    pub address: SocketAddr,
    /// The path of the site.
    pub path: String,
    child: Child,
    said: Arc<Mutex<String>>,
}

/// A small site of one track with two levels, a skill and two pages.
pub fn site() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let files = [
        (
            "site.toml",
            "title = \"Careers\"\nbase_url = \"https://careers.example.com/\"\n",
        ),
        ("content/index.md", "# Careers\n\nWelcome.\n"),
        (
            "content/tracks/ic.md",
            "+++\ntitle = \"Engineers\"\nlevels = [\"senior\", \"staff\"]\n+++\n",
        ),
        (
            "content/levels/senior.md",
            "+++\ntitle = \"Senior\"\ntrack = \"ic\"\nrequires.design = \"intermediate\"\n+++\n\n## [[design]]\n\n- Designs a service\n",
        ),
        (
            "content/levels/staff.md",
            "+++\ntitle = \"Staff\"\ntrack = \"ic\"\nincludes = \"senior\"\nrequires.design = \"advanced\"\n+++\n\n## [[design]]\n\n- Designs a system\n",
        ),
        (
            "content/skills/design.md",
            "+++\ntitle = \"Design\"\n+++\n\n## Beginner\n\nA.\n\n## Intermediate\n\nB.\n\n## Advanced\n\nC.\n\n## Expert\n\nD.\n",
        ),
        ("content/guide/one.md", "# One\n\nFirst.\n"),
        ("content/guide/two.md", "# Two\n\nSee [one](one.md).\n"),
        ("static/plain.txt", "plain\n"),
    ];
    for (path, text) in files {
        write(folder.path(), path, text);
    }
    folder
}

/// Writes a file of a site, with the folders above it.
pub fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    std::fs::write(path, text).expect("it can be written");
}

/// The binary with these arguments.
pub fn binary() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_waypost"));
    command
        .env_remove("SOURCE_DATE_EPOCH")
        .env_remove("WAYPOST_EDITOR");
    command
}

impl Preview {
    /// Serves the small site.
    pub fn of_site() -> Preview {
        Preview::of(site(), &[])
    }

    /// Serves a folder with further arguments.
    pub fn of(folder: TempDir, arguments: &[&str]) -> Preview {
        Preview::of_command(folder, binary(), arguments)
    }

    /// Serves a folder by a command that begins like this.
    pub fn of_command(folder: TempDir, command: Command, arguments: &[&str]) -> Preview {
        let root = folder.path().to_owned();
        Preview::below(folder, &root, command, arguments)
    }

    /// Serves a folder below another one.
    pub fn below(
        folder: TempDir,
        root: &Path,
        mut command: Command,
        arguments: &[&str],
    ) -> Preview {
        let mut child = command
            .args(["serve", "-v", "--port", "0", "--root"])
            .arg(root)
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let said = Arc::new(Mutex::new(String::new()));
        let mut errors = BufReader::new(child.stderr.take().expect("it is piped"));
        let heard = said.clone();
        std::thread::spawn(move || {
            let mut line = String::new();
            while errors.read_line(&mut line).is_ok_and(|read| read > 0) {
                heard.lock().expect("nobody panics").push_str(&line);
                line.clear();
            }
        });
        let mut out = BufReader::new(child.stdout.take().expect("it is piped"));
        let mut line = String::new();
        out.read_line(&mut line).expect("it says where it is");
        let rest = line.trim().strip_prefix("http://");
        let rest = rest.unwrap_or_else(|| panic!("{line:?}: {}", said.lock().expect("text")));
        let (host, path) = rest.split_once('/').expect("it ends with a slash");
        Preview {
            folder,
            address: host.parse().expect("an address"),
            path: format!("/{path}"),
            child,
            said,
        }
    }

    pub fn root(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    pub fn write(&self, path: &str, text: &str) {
        write(self.folder.path(), path, text);
    }

    /// What it said on stderr so far.
    pub fn said(&self) -> String {
        self.said.lock().expect("nobody panics").clone()
    }

    /// How often it loaded the site again.
    pub fn loads(&self) -> usize {
        self.said().matches("loaded again").count()
    }

    /// The answer to a plain request.
    pub fn get(&self, path: &str) -> Answer {
        self.ask(&format!(
            "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        ))
    }

    /// The answer to a request as it stands.
    pub fn ask(&self, request: &str) -> Answer {
        ask(self.address, request.as_bytes()).unwrap_or_else(|error| {
            panic!("{error}, asked {request:?}; it said {}", self.said());
        })
    }

    /// The text of a page, asked for until it holds `words`.
    pub fn until(&self, path: &str, words: &str) -> Answer {
        self.until_so(path, |answer| answer.body.contains(words))
    }

    /// The answer, asked for until it is so.
    pub fn until_so(&self, path: &str, is_so: impl Fn(&Answer) -> bool) -> Answer {
        let began = Instant::now();
        loop {
            let answer = self.get(path);
            if is_so(&answer) {
                return answer;
            }
            assert!(
                began.elapsed() < PATIENCE,
                "{path} never is so: {} {}\nit said {}",
                answer.status,
                answer.body,
                self.said()
            );
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// What is known of a page.
    pub fn state(&self, page: &str) -> serde_json::Value {
        let answer = self.get(&format!("{}_waypost/state?page={page}", self.path));
        serde_json::from_str(&answer.body).expect("it is JSON")
    }

    /// Waits until it has been quiet for a while, so that nothing is to come.
    pub fn wait_until_quiet(&self) {
        let began = Instant::now();
        loop {
            let loads = self.loads();
            std::thread::sleep(QUIET);
            let is_checking = self.state("")["checking"] != false;
            if self.loads() == loads && !is_checking {
                return;
            }
            assert!(began.elapsed() < PATIENCE * 3, "it is never quiet");
        }
    }

    /// The memory that it holds, in KiB.
    pub fn memory(&self) -> u64 {
        let path = format!("/proc/{}/status", self.child.id());
        let status = std::fs::read_to_string(path).unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with("VmRSS:"));
        let number = line.and_then(|line| line.split_whitespace().nth(1));
        number.and_then(|number| number.parse().ok()).unwrap_or(0)
    }

    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Whether it still runs.
    pub fn is_alive(&mut self) -> bool {
        self.child.try_wait().expect("it can be asked").is_none()
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends bytes and reads all that comes back.
pub fn ask(address: SocketAddr, request: &[u8]) -> std::io::Result<Answer> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.write_all(request)?;
    let mut bytes = Vec::new();
    // A refusal may close the connection before all was sent.
    let read = stream.read_to_end(&mut bytes);
    if bytes.is_empty() {
        read?;
    }
    Ok(answer(&bytes))
}

/// Takes an answer apart.
pub fn answer(bytes: &[u8]) -> Answer {
    let at = bytes.windows(4).position(|four| four == b"\r\n\r\n");
    let (head, body) = bytes.split_at(at.map_or(bytes.len(), |at| at + 4));
    let head = String::from_utf8_lossy(head).into_owned();
    Answer {
        status: head
            .split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok())
            .unwrap_or(0),
        head: head.to_ascii_lowercase(),
        body: String::from_utf8_lossy(body).into_owned(),
    }
}
