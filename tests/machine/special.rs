//! What is neither a file nor a folder, and folders where a file belongs.

use std::fs;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::Command;

use crate::site::{Site, is_root};

/// Makes a named pipe.
pub fn pipe(path: &Path) {
    let made = Command::new("mkfifo").arg(path).status();
    assert!(made.expect("there is a mkfifo").success());
}

/// Makes what reads without end; where only root may, this says so and makes a pipe.
fn device(path: &Path) {
    let mut command = Command::new("mknod");
    let made = command.arg(path).args(["c", "1", "5"]).output();
    if !made.is_ok_and(|output| output.status.success()) {
        assert!(!is_root(), "root may make devices nearly everywhere");
        eprintln!("NOT TESTED HERE: this user may not make a device");
        pipe(path);
    }
}

#[test]
fn pipes_sockets_devices_and_folders_called_like_pages_are_warnings() {
    let site = Site::new();
    fs::create_dir_all(site.at("static")).expect("it is ours");
    let mut sockets = Vec::new();
    let mut told = Vec::new();
    for folder in ["content", "static"] {
        pipe(&site.at(&format!("{folder}/pipe.md")));
        device(&site.at(&format!("{folder}/device.md")));
        // The path of a socket may have some hundred bytes only.
        let socket = UnixListener::bind(site.at(&format!("{folder}/socket.md")));
        sockets.push(socket.expect("the path is short"));
        site.write(&format!("{folder}/folder.md/page.md"), "# In a folder\n");
        for name in ["pipe", "device", "socket"] {
            told.push(format!("`{folder}/{name}.md` is no plain file"));
        }
    }
    told.push("`content/folder.md` is a folder with the name of a page".to_owned());
    let ended = site.build_well();
    for told in &told {
        assert!(ended.err.contains(told), "no `{told}` in:\n{}", ended.err);
    }
    assert_eq!(
        ended.err.matches("warning[special-file]").count(),
        told.len()
    );
    let published = site.published();
    assert!(
        published.contains_key("folder-md/page/index.html"),
        "{published:#?}"
    );
    assert!(published.contains_key("folder.md/page.md"));
    assert!(!published.contains_key("pipe.md") && !published.contains_key("pipe/index.html"));
}

#[test]
fn a_pipe_or_a_folder_in_the_place_of_any_file_is_never_waited_for() {
    for path in [
        "site.toml",
        "content/resources.toml",
        "content/pitfalls.csv",
        "content/paths/staff/index.md",
        "templates/page.html",
        "words/en.toml",
        "static/robots.txt",
    ] {
        for make in [pipe, |path: &Path| {
            fs::create_dir(path).expect("it is ours")
        }] {
            let site = Site::new();
            site.write(path, "");
            site.remove(path);
            make(&site.at(path));
            let ended = site.build();
            // Without its settings it would be another site.
            if path == "site.toml" {
                ended.expect(2);
                assert!(ended.err.contains("error[special-file]"), "{}", ended.err);
                continue;
            }
            ended.expect(0);
            if ended.err.contains("warning[special-file]") {
                continue;
            }
            // An empty folder means nothing, whatever its name.
            assert!(site.at(path).is_dir(), "{path}: {}", ended.err);
        }
    }
}

#[test]
fn a_file_in_the_place_of_a_folder_is_told() {
    for folder in ["static", "templates"] {
        let site = Site::new();
        site.write(folder, "a file");
        site.build_well()
            .says(&[&format!("`{folder}` is a file, where a folder belongs")]);
    }
    let site = Site::new();
    fs::rename(site.at("content"), site.beside("content")).expect("it is ours");
    site.write("content", "a file");
    // Without its content it would be another site.
    let ended = site.build();
    ended.expect(1);
    ended.says(&["`content` is a file, where a folder belongs"]);
}
