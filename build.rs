//! Lists the files of the default theme, so that the binary ships exactly what `themes/default`
//! holds.

use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let theme =
        Path::new(&env::var("CARGO_MANIFEST_DIR").unwrap_or_default()).join("themes/default");
    println!("cargo::rerun-if-changed=themes/default");
    let mut files = Vec::new();
    collect(&theme, "", &mut files)?;
    files.sort();
    let mut list = String::from("&[\n");
    for file in files {
        let place = theme.join(&file);
        list.push_str(&format!("    ({file:?}, include_bytes!({place:?})),\n"));
    }
    list.push_str("]\n");
    let target = Path::new(&env::var("OUT_DIR").unwrap_or_default()).join("default_theme.rs");
    fs::write(target, list)
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{prefix}{name}/"), files)?;
        } else {
            files.push(format!("{prefix}{name}"));
        }
    }
    Ok(())
}
