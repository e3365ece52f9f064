//! Spreadsheets, both ways: the ladder of a track, the matrix of a path and the resources as
//! tables, and what was edited in them back into the files that they came from.
//!
//! Each cell knows its place in the content (`Slot`), and a sheet holds what each cell was when it
//! was exported. So an edit of the sheet can be told from one of the content, and both from each
//! other.

mod adopt;
mod bring;
mod ladder;
mod lines;
mod matrix;
mod published;
mod read;
mod resources;
mod table;
mod write;
mod written;

pub use adopt::{
    Adopted, Axis, Choices, Count, Grid, Guess, Left, adopt, grid_of_csv, grids_of_markdown,
    grids_of_xlsx,
};
pub use bring::{
    Brought, Conflict, Edit, How, NewText, Said, Stop, Take, WriteFault, bring, write_files,
};
pub(crate) use bring::{Splice, spliced};
pub use ladder::ladder;
pub use matrix::matrix;
pub use published::{published_csv, published_xlsx};
pub use read::{Base, Fault, ReadRow, ReadSheet, Sheets, read_csv, read_xlsx};
pub use resources::resources;
pub use table::{Cell, Column, Row, Sheet, Slot};
pub use write::{Unfit, csv, xlsx};

use crate::document::Kind;
use crate::model::{Idx, LearningPath, Track};
use crate::site::Site;

/// What can be exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The ladder of a track: skills × levels.
    Ladder(Idx<Track>),
    /// The matrix of a path: skills × steps.
    Matrix(Idx<LearningPath>),
    /// The resources.
    Resources,
}

impl What {
    /// All that a site has.
    pub fn all(site: &Site) -> Vec<What> {
        let model = &site.model;
        let ladders = model.tracks.iter().filter(|(_, it)| !it.levels.is_empty());
        let paths = model.paths.iter().filter(|(_, it)| !it.targets.is_empty());
        let resources = (!model.resources.is_empty()).then_some(What::Resources);
        ladders
            .map(|(id, _)| What::Ladder(id))
            .chain(paths.map(|(id, _)| What::Matrix(id)))
            .chain(resources)
            .collect()
    }

    /// How it is named on the command line, and the kind of the thing that it is of.
    pub fn name(self, site: &Site) -> (&'static str, Option<(Kind, &str)>) {
        let model = &site.model;
        match self {
            What::Ladder(id) => ("ladder", Some((Kind::Track, &model.tracks[id].common.id))),
            What::Matrix(id) => ("matrix", Some((Kind::Path, &model.paths[id].common.id))),
            What::Resources => ("resources", None),
        }
    }

    /// The table of it.
    pub fn sheet(self, site: &Site) -> Sheet {
        match self {
            What::Ladder(id) => ladder(site, id),
            What::Matrix(id) => matrix(site, id),
            What::Resources => resources(site),
        }
    }
}
