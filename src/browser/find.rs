//! Where Chromium or Chrome is.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// What it is called where it can be found by name, the freest first. Edge is the same browser.
const NAMES: [&str; 7] = [
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "chrome",
    "microsoft-edge-stable",
    "microsoft-edge",
];

/// Where it lies below a folder of programs on macOS.
const ON_MACOS: [&str; 3] = [
    "Chromium.app/Contents/MacOS/Chromium",
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];

/// The same on Windows.
const ON_WINDOWS: [&str; 3] = [
    r"Chromium\Application\chrome.exe",
    r"Google\Chrome\Application\chrome.exe",
    r"Microsoft\Edge\Application\msedge.exe",
];

/// The browser that is `named`, by its path or by a name that is on the `PATH`; else one at the
/// usual places. `None` where there is none.
pub fn find(named: Option<&Path>) -> Option<PathBuf> {
    if let Some(named) = named {
        return match named.components().count() {
            1 => on_path(named.as_os_str()).or_else(|| program(named.to_owned())),
            _ => program(named.to_owned()),
        };
    }
    let by_name = NAMES.iter().find_map(|name| on_path(OsStr::new(name)));
    by_name.or_else(at_usual_places)
}

fn at_usual_places() -> Option<PathBuf> {
    let variable = |name: &str| env::var_os(name).map(PathBuf::from);
    let (folders, within): (Vec<Option<PathBuf>>, &[&str]) = if cfg!(target_os = "macos") {
        let own = variable("HOME").map(|home| home.join("Applications"));
        (vec![Some("/Applications".into()), own], &ON_MACOS)
    } else if cfg!(windows) {
        let names = ["ProgramFiles", "ProgramFiles(x86)", "LocalAppData"];
        (names.map(variable).into(), &ON_WINDOWS)
    } else {
        // A snap's folder of programs is not on every `PATH`.
        (vec![Some("/snap/bin".into())], &NAMES)
    };
    let folders: Vec<PathBuf> = folders.into_iter().flatten().collect();
    let places = within
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    places.into_iter().find_map(program)
}

fn on_path(name: &OsStr) -> Option<PathBuf> {
    let folders = env::var_os("PATH")?;
    env::split_paths(&folders).find_map(|folder| program(folder.join(name)))
}

/// The path, if it is that of a file; on Windows also without its ending.
fn program(path: PathBuf) -> Option<PathBuf> {
    if path.is_file() {
        return Some(path);
    }
    let with_ending = path.with_extension("exe");
    (cfg!(windows) && with_ending.is_file()).then_some(with_ending)
}
