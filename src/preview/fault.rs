//! A page that can't be shown at all: its template fails, and it never did without.

use crate::diagnostic::{Diagnostic, Format, Printer};
use crate::markdown::escape_into;
use crate::site::Site;

/// A plain page with the finding, until the bar and the overlay say the same in their way.
pub(super) fn page_of_faults(site: &Site, fault: &Diagnostic) -> Vec<u8> {
    let mut text = Vec::new();
    // A vector takes everything.
    let _ =
        Printer::new(Format::Human, &site.sources).print(std::slice::from_ref(fault), &mut text);
    let mut html = String::from(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>This page can’t be shown</title>\n</head>\n<body>\n<main>\n\
         <h1>This page can’t be shown</h1>\n<p>Its template has a fault:</p>\n<pre>",
    );
    escape_into(&mut html, &String::from_utf8_lossy(&text));
    html.push_str("</pre>\n</main>\n</body>\n</html>\n");
    html.into_bytes()
}
