//! A workbook that was edited: read, changed cell by cell, and written by the same library that
//! writes those of other programs' tests.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::Arc;

use calamine::{Data, Reader, Xlsx};
use rust_xlsxwriter::Workbook;
use waypost::layers::Layers;
use waypost::sheet::{Brought, Sheets, Take, What, bring, csv, read_csv, read_xlsx, xlsx};
use waypost::site::{LoadOptions, Site};

/// The texts of a workbook, sheet by sheet.
#[derive(Clone)]
pub struct Book(pub Vec<(String, Vec<Vec<String>>)>);

impl Book {
    /// All that a site exports.
    pub fn of(site: &Site) -> Book {
        Book::read(&bytes_of(site))
    }

    pub fn read(bytes: &[u8]) -> Book {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
        let sheets = book.worksheets().into_iter().map(|(name, range)| {
            let (rows, columns) = range.end().map_or((0, 0), |end| (end.0 + 1, end.1 + 1));
            let text = |row, column| match range.get_value((row, column)) {
                None | Some(Data::Empty) => String::new(),
                Some(Data::String(text)) => text.clone(),
                Some(other) => panic!("{other:?}"),
            };
            let rows = (0..rows).map(|row| (0..columns).map(|column| text(row, column)).collect());
            (name, rows.collect())
        });
        Book(sheets.collect())
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut book = Workbook::new();
        for (name, rows) in &self.0 {
            let tab = book.add_worksheet();
            tab.set_name(name).expect("a name");
            for (row, cells) in rows.iter().enumerate() {
                for (column, text) in cells.iter().enumerate() {
                    if !text.is_empty() {
                        tab.write_string(row as u32, column as u16, text)
                            .expect("it fits");
                    }
                }
            }
        }
        book.save_to_buffer().expect("a buffer takes everything")
    }

    /// The cell of a row and a column, in the first sheet that has both.
    pub fn cell(&mut self, id: &str, key: &str) -> &mut String {
        for (_, rows) in &mut self.0 {
            let Some(column) = rows[0].iter().position(|it| it == key) else {
                continue;
            };
            if let Some(row) = rows.iter().position(|row| row[0] == id) {
                return &mut rows[row][column];
            }
        }
        panic!("no cell {id}, {key}");
    }

    pub fn sheets(&self) -> Sheets {
        read_xlsx(&self.bytes()).expect("it can be read")
    }
}

/// The workbook of all that a site exports.
pub fn bytes_of(site: &Site) -> Vec<u8> {
    let sheets: Vec<_> = What::all(site)
        .into_iter()
        .map(|it| it.sheet(site))
        .collect();
    xlsx("A site", &sheets).expect("it fits")
}

/// What a book brings.
pub fn brought(site: &Site, book: &Book) -> Brought {
    brought_with(site, book, None)
}

pub fn brought_with(site: &Site, book: &Book, take: Option<Take>) -> Brought {
    bring(site, &LoadOptions::default(), &book.sheets(), take).expect("it fits the site")
}

/// The same through CSV: every table by itself, edited by `edit`.
pub fn through_csv(site: &Site, what: What, edit: impl Fn(String) -> String) -> Brought {
    let bytes = csv(&what.sheet(site)).expect("it fits");
    let text = edit(String::from_utf8(bytes).expect("UTF-8"));
    let sheets = read_csv(text.as_bytes()).expect("it can be read");
    bring(site, &LoadOptions::default(), &sheets, None).expect("it fits the site")
}

/// A site of files as they are, line ends and all.
pub fn site_of(files: &BTreeMap<String, Vec<u8>>) -> Arc<Site> {
    let options = LoadOptions::default();
    Arc::new(Site::load(Layers::of_memory(files.clone()), &options))
}

/// The files with what was brought in their place.
pub fn after(files: &BTreeMap<String, Vec<u8>>, brought: &Brought) -> BTreeMap<String, Vec<u8>> {
    let mut files = files.clone();
    for (path, text) in &brought.files {
        assert_eq!(files[path], text.before, "{path}");
        files.insert(path.clone(), text.after.clone());
    }
    files
}

pub fn files(list: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
    let files = list.iter();
    files
        .map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()))
        .collect()
}

/// This repository's own site.
pub fn own_files() -> BTreeMap<String, Vec<u8>> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = BTreeMap::new();
    let mut open = vec![root.join("content"), root.join("site.toml")];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            let entries = std::fs::read_dir(&path).expect("it can be read");
            open.extend(entries.map(|entry| entry.expect("it can be read").path()));
        } else {
            let name = path.strip_prefix(root).expect("it lies below");
            let bytes = std::fs::read(&path).expect("it can be read");
            files.insert(name.to_string_lossy().into_owned(), bytes);
        }
    }
    files
}
