//! One page as a PDF, by a browser of its own that sees nothing else.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::fmt;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// What is printed, and how.
#[derive(Debug)]
pub struct Printing<'a> {
    /// The browser.
    pub browser: &'a Path,
    /// The page: a file on this machine, by its whole path.
    pub page: &'a Path,
    /// The part of the page that is printed alone, or none.
    pub fragment: Option<&'a str>,
    /// The file to write.
    pub pdf: &'a Path,
    /// A folder of this browser's own, for its profile and for what it says.
    pub folder: &'a Path,
    /// Whether it runs in its sandbox.
    pub sandbox: bool,
    /// How long it may take.
    pub limit: Duration,
}

/// Why there is no PDF.
#[derive(Debug)]
pub enum Fault {
    /// The browser can't be started, or its folder not be made.
    Start(io::Error),
    /// It took longer than it may.
    Slow(Duration),
    /// It ended without one; the last that it said.
    Nothing(String),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Start(error) => write!(f, "can't be started: {error}"),
            Fault::Slow(limit) => write!(f, "took longer than {} s", limit.as_secs()),
            Fault::Nothing(said) if said.is_empty() => f.write_str("ended and wrote nothing"),
            Fault::Nothing(said) => write!(f, "ended and wrote nothing; it said `{said}`"),
        }
    }
}

/// With a fresh profile, no network, and nothing that a person at it would need. The page has its
/// own sheets of paper and edges, so that the browser adds none.
const ARGUMENTS: [&str; 19] = [
    "--headless",
    "--disable-background-networking",
    "--disable-breakpad",
    "--disable-component-update",
    "--disable-crash-reporter",
    "--disable-default-apps",
    // Containers have a small one.
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-gpu",
    "--disable-sync",
    "--generate-pdf-document-outline",
    // Neither names nor numbers lead anywhere: port 9 discards, and nothing goes round the proxy.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=http://127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
    "--mute-audio",
    "--no-default-browser-check",
    "--no-first-run",
    "--no-pdf-header-footer",
    "--password-store=basic",
];

/// How often it is asked whether the browser has ended.
const TICK: Duration = Duration::from_millis(15);

/// Prints one page, and waits for it.
///
/// # Errors
/// [`Fault`]; there is no file then, or one that isn't whole.
pub fn print(printing: &Printing<'_>) -> Result<(), Fault> {
    fs::create_dir_all(printing.folder).map_err(Fault::Start)?;
    let said = printing.folder.join("said");
    let (status, is_late) = run(printing, &said)?;
    let is_whole = fs::read(printing.pdf).is_ok_and(|bytes| {
        let end = &bytes[bytes.len().saturating_sub(32)..];
        bytes.starts_with(b"%PDF-") && end.windows(5).any(|part| part == b"%%EOF")
    });
    match (is_whole, is_late) {
        (_, true) => Err(Fault::Slow(printing.limit)),
        (true, false) if status.is_some_and(|status| status.success()) => Ok(()),
        _ => Err(Fault::Nothing(last_said(&said))),
    }
}

/// How the browser ended, and whether it had to be ended.
fn run(printing: &Printing<'_>, said: &Path) -> Result<(Option<ExitStatus>, bool), Fault> {
    let file = File::create(said).map_err(Fault::Start)?;
    let other = file.try_clone().map_err(Fault::Start)?;
    let mut child = command(printing)
        .stdin(Stdio::null())
        .stdout(file)
        .stderr(other)
        .spawn()
        .map_err(Fault::Start)?;
    let started = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ok((Some(status), false)),
            Ok(None) if started.elapsed() < printing.limit => sleep(TICK),
            _ => {
                end(&mut child);
                return Ok((None, true));
            }
        }
    }
}

fn command(printing: &Printing<'_>) -> Command {
    let mut command = Command::new(printing.browser);
    command.args(ARGUMENTS);
    if !printing.sandbox {
        command.arg("--no-sandbox");
    }
    let with = |name: &str, path: PathBuf| {
        let mut argument = std::ffi::OsString::from(name);
        argument.push(path);
        argument
    };
    command.arg(with("--user-data-dir=", printing.folder.join("profile")));
    command.arg(with("--print-to-pdf=", printing.pdf.to_owned()));
    let mut address = file_address(printing.page);
    if let Some(fragment) = printing.fragment {
        address.push('#');
        address.push_str(fragment);
    }
    command.arg(address);
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    command
}

/// Ends the browser with the processes that it has started.
fn end(child: &mut Child) {
    #[cfg(unix)]
    if let Some(group) = i32::try_from(child.id())
        .ok()
        .and_then(rustix::process::Pid::from_raw)
    {
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
    let _ = child.kill();
    let _ = child.wait();
}

/// The last line that tells anything: browsers complain of much that doesn't matter before it.
fn last_said(said: &Path) -> String {
    let said = fs::read(said).unwrap_or_default();
    let said = String::from_utf8_lossy(&said);
    let mut lines = said.lines().map(str::trim).filter(|line| !line.is_empty());
    let line = lines.next_back().unwrap_or_default();
    line.chars().take(300).collect()
}

/// What stands as it is in a part of an address: <https://www.rfc-editor.org/rfc/rfc3986#section-2.3>.
const PART: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The address of a file, for its whole path.
fn file_address(path: &Path) -> String {
    let path = path.to_string_lossy();
    let path = match cfg!(windows) {
        true => format!("/{}", path.trim_start_matches(r"\\?\").replace('\\', "/")),
        false => path.into_owned(),
    };
    let encoded = |part: &str| utf8_percent_encode(part, PART).to_string();
    let parts: Vec<String> = path.split('/').map(encoded).collect();
    // The colon of a drive stands as it is.
    format!(
        "file://{}",
        parts.join("/").replacen("%3A", ":", cfg!(windows).into())
    )
}

#[cfg(test)]
mod tests {
    use super::file_address;
    use std::path::Path;

    #[test]
    #[cfg(unix)]
    fn a_file_of_any_name_has_an_address() {
        let address = file_address(Path::new("/tmp/a b/#1 50%/é?.html"));
        assert_eq!(address, "file:///tmp/a%20b/%231%2050%25/%C3%A9%3F.html");
    }
}
