//! Lists the files that the binary ships: the default theme, the sites that `waypost init` writes,
//! and the starter content, each exactly as it stands in this repository.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").unwrap_or_default());
    list(&root, "default_theme.rs", &["themes/default"])?;
    list(&root, "minimal_site.rs", &["starters/minimal"])?;
    list(&root, "small_site.rs", &["starters/small"])?;
    list(&root, "starter_site.rs", &["content/", "site.toml"])
}

/// Writes a list of the files in some folders, relative to each. The name of a folder that ends with
/// a slash belongs to their paths, as does that of a file.
fn list(root: &Path, name: &str, places: &[&str]) -> io::Result<()> {
    let mut files = Vec::new();
    for place in places {
        println!("cargo::rerun-if-changed={place}");
        let at = root.join(place);
        if at.is_file() {
            files.push((place.to_string(), at));
        } else {
            let prefix = if place.ends_with('/') { place } else { "" };
            collect(&at, prefix, &mut files)?;
        }
    }
    files.sort();
    let mut list = String::from("&[\n");
    for (file, place) in files {
        list.push_str(&format!("    ({file:?}, include_bytes!({place:?})),\n"));
    }
    list.push_str("]\n");
    let target = Path::new(&env::var("OUT_DIR").unwrap_or_default()).join(name);
    fs::write(target, list)
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{prefix}{name}/"), files)?;
        } else {
            files.push((format!("{prefix}{name}"), entry.path()));
        }
    }
    Ok(())
}
