//! Public builds: what is internal is left out, and the proof finds it wherever it shows all the same.

mod leaks;
mod left_out;
mod names;
mod site;
