//! What `check` finds, as it is read, and that it finds nothing where nothing is wrong.

mod career;
mod links;
mod prose;
mod silence;
mod site;

use site::{clean, found};

#[test]
fn a_site_with_everything_in_place_has_no_findings() {
    assert_eq!(found(clean()), "");
}
