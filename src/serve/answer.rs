//! From a request to its answer.

use super::content_type::content_type;
use super::desk::Desk;
use super::hosts::Hosts;
use super::target::{Target, target};
use crate::preview::{Edition, FOLDER, SCRIPT, STYLE, Shown, state};
use crate::route::encoded;
use hyper::header::{
    ALLOW, CACHE_CONTROL, CONTENT_TYPE, ETAG, HOST, HeaderValue, IF_NONE_MATCH, LOCATION, ORIGIN,
};
use hyper::{HeaderMap, Method, Response, StatusCode, Uri, Version};
use percent_encoding::percent_decode_str;

/// What an answer holds.
pub(super) enum Content {
    /// All of it.
    Whole(Vec<u8>),
    /// Word of changes, as long as the reader listens.
    News,
}

/// Why a request is turned away before it is read further.
pub(super) fn refusal(
    method: &Method,
    uri: &Uri,
    version: Version,
    headers: &HeaderMap,
    hosts: &Hosts,
) -> Option<Response<Content>> {
    let hosts_named: Vec<&HeaderValue> = headers.get_all(HOST).iter().collect();
    if uri.authority().is_some() || uri.scheme().is_some() {
        return Some(told(StatusCode::BAD_REQUEST, "this is no proxy"));
    }
    let host = match hosts_named.as_slice() {
        [host] => host.to_str().unwrap_or_default(),
        [] if version < Version::HTTP_11 => "localhost",
        _ => return Some(told(StatusCode::BAD_REQUEST, "a request names one host")),
    };
    if !hosts.has(host) {
        return Some(told(
            StatusCode::FORBIDDEN,
            "the preview doesn't answer to this host\nhelp: start it with `--allow-host` and the host's name, if the name is yours",
        ));
    }
    let mut origins = headers.get_all(ORIGIN).iter();
    if !origins.all(|origin| origin.to_str().is_ok_and(|origin| hosts.has_origin(origin))) {
        return Some(told(
            StatusCode::FORBIDDEN,
            "the preview doesn't answer to pages of other sites",
        ));
    }
    if !matches!(*method, Method::GET | Method::HEAD) {
        let mut answer = told(StatusCode::METHOD_NOT_ALLOWED, "pages can only be read");
        let methods = HeaderValue::from_static("GET, HEAD");
        answer.headers_mut().insert(ALLOW, methods);
        return Some(answer);
    }
    None
}

/// The answer to a request that may be answered.
pub(super) fn answer(
    uri: &Uri,
    headers: &HeaderMap,
    desk: &Desk,
    edition: &Edition,
) -> Response<Content> {
    let base = &edition.site.settings.base_url.path;
    let file = match target(uri.path(), base) {
        Target::File(file) => file,
        Target::Wrong => {
            return told(StatusCode::BAD_REQUEST, "no page has such an address");
        }
    };
    match file.strip_prefix(FOLDER) {
        Some("events") => with(StatusCode::OK, "text/event-stream", Content::News),
        Some("preview.js") => found("preview.js", SCRIPT.as_bytes().to_vec()),
        Some("preview.css") => found("preview.css", STYLE.as_bytes().to_vec()),
        Some("state") => known(uri, desk, edition),
        Some(_) => told(StatusCode::NOT_FOUND, "the preview has no such file"),
        None => page(&file, uri, headers, edition),
    }
}

fn page(file: &str, uri: &Uri, headers: &HeaderMap, edition: &Edition) -> Response<Content> {
    if let Some(page) = edition.page(file) {
        let status = match (page.shown, &page.fault) {
            (Shown::Broken, Some(_)) => StatusCode::INTERNAL_SERVER_ERROR,
            _ => StatusCode::OK,
        };
        let bytes = match page.is_html {
            // The page that is shown for what isn't there, asked for by its own name, knows its
            // place as any other does.
            true => page.with_script(file),
            false => return kept(file, page.bytes.clone(), page.version(), headers),
        };
        let content = Content::Whole(bytes);
        return with(status, content_type(file), content);
    }
    // As web servers do: the page of a folder has a slash at its end.
    let folder = format!("{file}/index.html");
    let base = edition.site.settings.base_url.path.trim_end_matches('/');
    let is_site = !base.is_empty() && uri.path() == base;
    if is_site || edition.site.routes.get(&folder).is_some() {
        let name = file.rsplit('/').next().unwrap_or_default();
        // Seen from where it was asked for, which is behind a proxy perhaps.
        let location = format!("./{}/", encoded(name));
        if let Ok(location) = HeaderValue::try_from(location) {
            let mut answer = told(
                StatusCode::TEMPORARY_REDIRECT,
                "see the page of this folder",
            );
            answer.headers_mut().insert(LOCATION, location);
            return answer;
        }
    }
    let mut languages = edition.site.editions.iter().map(|edition| edition.folder());
    let folder = languages.find(|folder| file.starts_with(folder));
    let missing = format!("{}404.html", folder.unwrap_or_default());
    match edition.page(&missing).filter(|_| is_of_a_page(file)) {
        Some(missing) => with(
            StatusCode::NOT_FOUND,
            content_type("404.html"),
            Content::Whole(missing.with_script(asked(uri, edition))),
        ),
        None => told(StatusCode::NOT_FOUND, "there is no such file"),
    }
}

/// A style, a picture or a script: a browser may keep it, and asks each time whether it is the same.
fn kept(file: &str, bytes: Vec<u8>, version: String, headers: &HeaderMap) -> Response<Content> {
    let tag = format!("\"{version}\"");
    let is_same = headers
        .get(IF_NONE_MATCH)
        .is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let mut answer = match is_same {
        true => {
            let status = StatusCode::NOT_MODIFIED;
            with(status, content_type(file), Content::Whole(Vec::new()))
        }
        false => found(file, bytes),
    };
    if let Ok(tag) = HeaderValue::try_from(tag) {
        answer.headers_mut().insert(ETAG, tag);
        let asks = HeaderValue::from_static("no-cache");
        answer.headers_mut().insert(CACHE_CONTROL, asks);
    }
    answer
}

/// The path that was asked for, as seen from the site.
fn asked<'a>(uri: &'a Uri, edition: &Edition) -> &'a str {
    let path = uri.path();
    let base = &edition.site.settings.base_url.path;
    path.strip_prefix(base.as_str()).unwrap_or(&path[1..])
}

/// Whether somebody who asks for this wants to read a page.
fn is_of_a_page(file: &str) -> bool {
    let name = file.rsplit('/').next().unwrap_or_default();
    !name.contains('.') || name.ends_with(".html")
}

/// What is known of the page that `page=` names.
fn known(uri: &Uri, desk: &Desk, edition: &Edition) -> Response<Content> {
    let query = uri.query().unwrap_or_default();
    let page = query.split('&').find_map(|pair| pair.strip_prefix("page="));
    // Encoded once as part of the query, and once as part of an address.
    let page = percent_decode_str(page.unwrap_or_default()).decode_utf8_lossy();
    let Target::File(file) = target(&format!("/{page}"), "/") else {
        return told(StatusCode::BAD_REQUEST, "no page has such an address");
    };
    let editor = desk.editor(edition);
    let state = state(edition, &file, desk.audience, editor, (desk.today)());
    match serde_json::to_vec(&state) {
        Ok(json) => found("state.json", json),
        Err(_) => told(
            StatusCode::INTERNAL_SERVER_ERROR,
            "the state can't be written",
        ),
    }
}

fn found(file: &str, bytes: Vec<u8>) -> Response<Content> {
    with(StatusCode::OK, content_type(file), Content::Whole(bytes))
}

/// A plain text that says what is.
pub(super) fn told(status: StatusCode, what: &str) -> Response<Content> {
    let text = format!("{what}\n").into_bytes();
    with(status, content_type("answer.txt"), Content::Whole(text))
}

fn with(status: StatusCode, kind: &'static str, content: Content) -> Response<Content> {
    let mut answer = Response::new(content);
    *answer.status_mut() = status;
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    // Nothing is kept, nothing is guessed, and no other site may load any of it.
    for (name, value) in [
        ("cache-control", "no-store"),
        ("x-content-type-options", "nosniff"),
        ("cross-origin-resource-policy", "same-origin"),
        ("referrer-policy", "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    answer
}
