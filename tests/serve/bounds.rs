//! What a server has to bear: HOSTILE 31.

use crate::preview::{Preview, answer, binary, site};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::time::{Duration, Instant};

#[test]
fn a_thousand_idle_connections_keep_nobody_out() {
    let preview = Preview::of_site();
    let mut idle = Vec::new();
    for number in 0..1000 {
        // The test itself may open no more files; what is open by then is enough.
        let Ok(mut stream) = TcpStream::connect(preview.address) else {
            break;
        };
        if number % 2 == 0 {
            let _ = stream.write_all(b"GET /levels/ HTTP/1.1\r\nHost: loc");
        }
        idle.push(stream);
    }
    assert!(idle.len() > 400, "only {} could be opened", idle.len());
    let began = Instant::now();
    assert_eq!(preview.get("/levels/staff/").status, 200);
    assert!(
        began.elapsed() < Duration::from_secs(3),
        "{:?}",
        began.elapsed()
    );
}

#[test]
fn a_slow_request_keeps_nobody_waiting_and_comes_to_an_end() {
    let preview = Preview::of_site();
    let mut slow = TcpStream::connect(preview.address).expect("it listens");
    slow.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
        .expect("it is taken");
    assert_eq!(preview.get("/").status, 200);
    slow.set_read_timeout(Some(Duration::from_secs(30)))
        .expect("it can be set");
    let began = Instant::now();
    let mut bytes = Vec::new();
    // The other end gives up, with an answer or without.
    let _ = slow.read_to_end(&mut bytes);
    assert!(
        began.elapsed() < Duration::from_secs(25),
        "{:?}",
        began.elapsed()
    );
}

#[test]
fn a_huge_head_is_refused() {
    let preview = Preview::of_site();
    let huge = "a".repeat(1 << 20);
    for request in [
        format!("GET / HTTP/1.1\r\nHost: localhost\r\nX-Huge: {huge}\r\n\r\n"),
        format!("GET /{huge} HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        format!(
            "GET / HTTP/1.1\r\nHost: localhost\r\n{}\r\n",
            "X-Many: a\r\n".repeat(5000)
        ),
    ] {
        let mut stream = TcpStream::connect(preview.address).expect("it listens");
        stream
            .set_read_timeout(Some(Duration::from_secs(10)))
            .expect("it can be set");
        let _ = stream.write_all(request.as_bytes());
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        let status = answer(&bytes).status;
        assert!(matches!(status, 0 | 400 | 414 | 431), "{status}");
    }
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn nonsense_on_the_wire_ends_nothing() {
    let mut preview = Preview::of_site();
    for nonsense in [
        &b"\0\0\0\0"[..],
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"\r\n\r\n\r\n",
    ] {
        let mut stream = TcpStream::connect(preview.address).expect("it listens");
        let _ = stream.write_all(nonsense);
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
    }
    assert!(preview.is_alive());
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn a_taken_port_is_named() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let folder = site();
    let output = binary()
        .args(["serve", "--port", &port, "--root"])
        .arg(folder.path())
        .output()
        .expect("it ends");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(
        said.contains(&format!("something else listens at `127.0.0.1:{port}`")),
        "{said}"
    );
    assert!(said.contains("help: leave `--port` out"), "{said}");
}

#[test]
fn it_listens_at_an_address_of_version_6() {
    if TcpListener::bind("[::1]:0").is_err() {
        eprintln!("this machine has no IPv6, so nothing is tested");
        return;
    }
    let preview = Preview::of(site(), &["--host", "::1"]);
    assert!(preview.address.is_ipv6());
    let request = format!(
        "GET /levels/staff/ HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
        preview.address
    );
    assert_eq!(preview.ask(&request).status, 200);
}

#[test]
fn behind_a_proxy_the_path_may_be_kept_or_taken_away() {
    let preview = Preview::of(
        site(),
        &["--base-url", "https://preview.example.com/careers/"],
    );
    assert_eq!(preview.path, "/careers/");
    let bare = "GET /careers HTTP/1.1\r\nHost: preview.example.com\r\nConnection: close\r\n\r\n";
    let answer = preview.ask(bare);
    assert_eq!(answer.status, 307);
    assert!(
        answer.head.contains("location: ./careers/\r\n"),
        "{}",
        answer.head
    );
    for path in ["/careers/levels/staff/", "/levels/staff/"] {
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: preview.example.com\r\nOrigin: https://preview.example.com\r\nConnection: close\r\n\r\n"
        );
        let page = preview.ask(&request);
        assert_eq!(page.status, 200, "{path}");
        // All that the page asks for is asked for beside it.
        assert!(
            page.body.contains("src=\"../../_waypost/preview.js\""),
            "{}",
            page.body
        );
    }
}

#[test]
fn it_ends_well_when_it_is_asked_to() {
    let mut preview = Preview::of_site();
    let ended = Command::new("kill")
        .args(["-INT", &preview.process().to_string()])
        .status()
        .expect("kill is there");
    assert!(ended.success());
    let began = Instant::now();
    while preview.is_alive() {
        assert!(began.elapsed() < Duration::from_secs(10), "it goes on");
        std::thread::sleep(Duration::from_millis(20));
    }
}
