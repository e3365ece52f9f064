//! Loads the site, answers from it, and loads it again when files change, until it is told to end.

use super::Hosts;
use super::desk::Desk;
use super::listen::Listening;
use super::socket::take_all;
use crate::check::check_while;
use crate::layers::Layers;
use crate::preview::{Audience, Edition};
use crate::settings::Editor;
use crate::site::{LoadOptions, Memory, Site};
use crate::watch::{Watcher, Word};
use jiff::civil::Date;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};

/// Threads that make pages for requests: as many as a browser opens connections.
const PAGE_THREADS: usize = 6;

/// What is served, and how.
pub struct Serving {
    /// The folder with `site.toml`.
    pub root: PathBuf,
    /// How it is loaded.
    pub load: LoadOptions,
    /// Names of this machine that requests may use beside its own.
    pub hosts: Vec<String>,
    /// The author's editor, in place of the one that the site names.
    pub editor: Option<Editor>,
    /// Whether files are looked at in turn, instead of being told of changes.
    pub polls: bool,
    /// The day that reviews are held against, asked for anew for each answer.
    pub today: fn() -> Date,
    /// Stack of the threads that render, in bytes.
    pub stack: usize,
}

/// What happens while it serves.
pub enum Said<'a> {
    /// A snapshot is in place; the first, or one that was loaded because these files changed.
    Loaded(&'a Edition, &'a [String]),
    /// From now on files are looked at in turn; why.
    Polling(&'a str),
}

/// Serves until the process is asked to end. Each thing that happens is `say`d from this thread.
///
/// # Errors
/// What the system says when it gives no threads, or takes the socket back.
pub fn serve(
    serving: Serving,
    listening: Listening,
    say: &mut dyn FnMut(Said<'_>),
) -> io::Result<()> {
    let runtime = Builder::new_multi_thread()
        .worker_threads(1)
        .max_blocking_threads(PAGE_THREADS)
        .thread_stack_size(serving.stack)
        .enable_all()
        .build()?;
    let audience = Audience {
        drafts: serving.load.drafts,
        public: serving.load.public,
    };
    let desk = Arc::new(Desk::new(audience, serving.editor.clone(), serving.today));
    let hosts = Hosts::new(listening.address.ip(), serving.hosts.iter().cloned());
    let listener = {
        let _runtime = runtime.enter();
        TcpListener::from_std(listening.listener)?
    };
    runtime.spawn(take_all(listener, hosts, desk.clone()));
    // Before the first load, so that no change falls between the two.
    let mut watcher = Watcher::start(&serving.root, serving.polls);
    end_when_asked(&runtime, &watcher)?;
    let to_check = checker(&serving, desk.clone())?;
    let memory = Memory::default();
    let load = |changed: &[String], before: Option<&Edition>| {
        let layers = Layers::of_folder(&serving.root);
        let site = Arc::new(Site::load_with(layers, &serving.load, &memory));
        Arc::new(Edition::following(before, site, changed))
    };
    let mut changed = Vec::new();
    loop {
        let before = desk.newest();
        let edition = load(&changed, before.as_deref());
        watcher.also(theme_folders(&edition.site));
        drop(desk.lay(edition.clone()));
        let _ = to_check.send(());
        say(Said::Loaded(&edition, &changed));
        drop((before, edition));
        changed = loop {
            match watcher.wait() {
                Word::Changed(paths) => break paths,
                Word::Polling(why) => say(Said::Polling(&why)),
                Word::End => {
                    runtime.shutdown_background();
                    return Ok(());
                }
            }
        };
        desk.outdate();
        let paths: Vec<&str> = changed.iter().map(String::as_str).collect();
        memory.forget(&paths);
    }
}

/// Folders of the site that its theme is read from.
fn theme_folders(site: &Site) -> Vec<PathBuf> {
    let folder = site.settings.theme.folder.as_ref();
    folder
        .map(|folder| PathBuf::from(&folder.value))
        .into_iter()
        .collect()
}

/// Ends the watcher, and all with it, when the process is asked to.
fn end_when_asked(runtime: &Runtime, watcher: &Watcher) -> io::Result<()> {
    let ender = watcher.ender();
    let _runtime = runtime.enter();
    #[cfg(unix)]
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    runtime.spawn(async move {
        let interrupt = tokio::signal::ctrl_c();
        #[cfg(unix)]
        tokio::select! {
            _ = interrupt => {}
            _ = terminate.recv() => {}
        }
        #[cfg(not(unix))]
        let _ = interrupt.await;
        ender.end();
    });
    Ok(())
}

/// A thread for the slower checks, which render every page. It leaves the other threads to those who
/// wait for a page, and leaves off as soon as there is a newer snapshot.
fn checker(serving: &Serving, desk: Arc<Desk>) -> io::Result<Sender<()>> {
    let (sender, loads): (_, Receiver<()>) = channel();
    let options = LoadOptions {
        public: false,
        ..serving.load.clone()
    };
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .stack_size(serving.stack)
        .start_handler(|_| give_way())
        .build()
        .map_err(io::Error::other)?;
    let is_public = serving.load.public;
    let today = serving.today;
    std::thread::Builder::new().spawn(move || {
        while loads.recv().is_ok() {
            // Not sent along: while this thread is slow, snapshots would gather.
            while loads.try_recv().is_ok() {}
            let Some(edition) = desk.newest().filter(|edition| edition.is_checking()) else {
                continue;
            };
            let is_newest = || desk.is_newest(&edition);
            let found = pool.install(|| {
                // What must not be seen is known only to the site that has it.
                let whole = is_public.then(|| Site::load(edition.site.layers.clone(), &options));
                check_while(&edition.site, whole.as_ref(), today(), &is_newest)
            });
            if let Some(findings) = found {
                edition.check_ended(findings);
                desk.tell();
            }
        }
    })?;
    Ok(sender)
}

/// Whoever waits for a page, or loads a change, comes before this thread.
fn give_way() {
    // Linux has a priority for each thread; elsewhere it would be that of the whole process.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::setpriority_process(None, 19);
}
