//! Requests that nobody means well with: HOSTILE 29 and 30.

use crate::preview::{Preview, site, write};

/// What stands in files outside the site.
const CANARY: &str = "canary-7f3a";

#[test]
fn no_address_leads_to_a_file_that_is_no_route() {
    let outer = tempfile::tempdir().expect("a folder");
    write(outer.path(), "secret.txt", CANARY);
    let folder = site();
    write(folder.path(), "content/levels/.hidden.md", CANARY);
    write(folder.path(), ".git/config", CANARY);
    write(folder.path(), "notes.txt", CANARY);
    write(folder.path(), "content/guide/unused.bin", CANARY);
    std::os::unix::fs::symlink(outer.path(), folder.path().join("static/out")).expect("a link");
    let secret = outer.path().join("secret.txt");
    std::os::unix::fs::symlink(&secret, folder.path().join("static/link.txt")).expect("a link");
    let preview = Preview::of(folder, &[]);
    let secret = secret.display();
    let long = "a".repeat(5000);
    let targets = [
        "/../secret.txt".to_owned(),
        format!("/..{secret}"),
        format!("/../../../../../../../../../../..{secret}"),
        format!("/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e{secret}"),
        format!("/..%2f..%2f..%2f..%2f..%2f..{secret}"),
        format!("/%252e%252e%252f%252e%252e{secret}"),
        format!("/static/..;/..{secret}"),
        format!("/{secret}"),
        "//etc/passwd".to_owned(),
        "/etc/passwd".to_owned(),
        "/%00".to_owned(),
        "/index.html%00.txt".to_owned(),
        "/..\\..\\secret.txt".to_owned(),
        "/%5c..%5csecret.txt".to_owned(),
        "/%ff%fe".to_owned(),
        "/C:/secret.txt".to_owned(),
        "/file:///etc/passwd".to_owned(),
        "/link.txt".to_owned(),
        "/out/secret.txt".to_owned(),
        "/static/link.txt".to_owned(),
        "/site.toml".to_owned(),
        "/content/levels/staff.md".to_owned(),
        "/notes.txt".to_owned(),
        "/.git/config".to_owned(),
        "/levels/.hidden.md".to_owned(),
        "/guide/unused.bin".to_owned(),
        "/_waypost/../site.toml".to_owned(),
        "/_waypost/nothing".to_owned(),
        "/_waypost/state?page=../../site.toml".to_owned(),
        "/_waypost/state?page=%2e%2e%2fsite.toml".to_owned(),
        format!("/{long}"),
        format!("/?{long}"),
    ];
    for target in &targets {
        let answer = preview.get(target);
        let has_page = target.starts_with("/?") && answer.status == 200;
        assert!(
            matches!(answer.status, 400 | 404) || has_page,
            "{target}: {}",
            answer.status
        );
        assert!(!answer.body.contains(CANARY), "{target}: {}", answer.body);
        assert!(!answer.body.contains("root:"), "{target}: {}", answer.body);
    }
    for target in [
        format!("http://{}/", preview.address),
        "http://evil.example/".to_owned(),
        "https://localhost/../../etc/passwd".to_owned(),
    ] {
        let answer = preview.get(&target);
        assert_eq!(answer.status, 400, "{target}: {}", answer.body);
    }
    assert_eq!(preview.get("/plain.txt").body, "plain\n");
}

#[test]
fn a_link_that_is_turned_to_the_outside_later_is_not_followed() {
    let outer = tempfile::tempdir().expect("a folder");
    write(outer.path(), "secret.txt", CANARY);
    let preview = Preview::of_site();
    let plain = preview.root().join("static/plain.txt");
    std::fs::remove_file(&plain).expect("it was there");
    std::os::unix::fs::symlink(outer.path().join("secret.txt"), &plain).expect("a link");
    // Before the change is noticed, while it is, and after.
    for _ in 0..200 {
        let answer = preview.get("/plain.txt");
        assert!(!answer.body.contains(CANARY), "{}", answer.status);
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
}

#[test]
fn foreign_hosts_and_origins_are_refused() {
    let preview = Preview::of_site();
    let asked = |host: &str, more: &str| {
        preview
            .ask(&format!(
                "GET /levels/staff/ HTTP/1.1\r\n{host}Connection: close\r\n{more}\r\n"
            ))
            .status
    };
    for (host, more, status) in [
        ("Host: localhost\r\n", "", 200),
        ("Host: 127.0.0.1:4000\r\n", "", 200),
        ("Host: [::1]:4000\r\n", "", 200),
        ("Host: careers.localhost\r\n", "", 200),
        ("Host: evil.example\r\n", "", 403),
        ("Host: localhost.evil.example\r\n", "", 403),
        ("Host: careers.example.com\r\n", "", 403),
        ("Host: 192.0.2.1\r\n", "", 403),
        ("Host: \r\n", "", 403),
        ("", "", 400),
        ("Host: localhost\r\nHost: evil.example\r\n", "", 400),
        (
            "Host: localhost\r\n",
            "Origin: http://localhost:4000\r\n",
            200,
        ),
        (
            "Host: localhost\r\n",
            "Origin: http://evil.example\r\n",
            403,
        ),
        ("Host: localhost\r\n", "Origin: null\r\n", 403),
    ] {
        assert_eq!(asked(host, more), status, "{host:?} {more:?}");
    }
}

#[test]
fn a_name_that_was_allowed_is_answered() {
    let preview = Preview::of(site(), &["--allow-host", "preview.example.com"]);
    for (host, status) in [("preview.example.com", 200), ("other.example.com", 403)] {
        let request = format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        assert_eq!(preview.ask(&request).status, status, "{host}");
    }
}

#[test]
fn answers_give_nothing_to_other_sites() {
    let preview = Preview::of_site();
    for path in [
        "/",
        "/plain.txt",
        "/nowhere/",
        "/_waypost/state?page=",
        "/_waypost/preview.js",
    ] {
        let head = preview.get(path).head;
        assert!(!head.contains("access-control-allow"), "{path}: {head}");
        assert!(
            head.contains("x-content-type-options: nosniff"),
            "{path}: {head}"
        );
        assert!(
            head.contains("cross-origin-resource-policy: same-origin"),
            "{path}: {head}"
        );
    }
}

#[test]
fn pages_can_only_be_read() {
    let preview = Preview::of_site();
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"] {
        let request = format!(
            "{method} / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        );
        let answer = preview.ask(&request);
        assert_eq!(answer.status, 405, "{method}");
        assert!(answer.head.contains("allow: get, head"), "{}", answer.head);
    }
    let head = preview.ask("HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    let whole = preview.get("/").body.len();
    assert!(
        head.head.contains(&format!("content-length: {whole}\r\n")),
        "{}",
        head.head
    );
}

#[test]
fn a_folder_without_its_slash_leads_to_its_page() {
    let preview = Preview::of_site();
    let answer = preview.get("/levels/staff");
    assert_eq!(answer.status, 307);
    assert!(
        answer.head.contains("location: ./staff/\r\n"),
        "{}",
        answer.head
    );
    let missing = preview.get("/nowhere/at/all/");
    assert_eq!(missing.status, 404);
    assert!(missing.body.contains("</html>"), "{}", missing.body);
    assert!(
        missing
            .body
            .contains("src=\"../../../_waypost/preview.js\""),
        "{}",
        missing.body
    );
}
