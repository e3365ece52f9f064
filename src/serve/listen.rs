//! The address that the preview listens at.

use std::fmt;
use std::io::{self, ErrorKind};
use std::net::{IpAddr, SocketAddr, TcpListener, ToSocketAddrs};

/// Where to look for a free port first.
const FIRST: u16 = 4000;

/// So many ports are tried before the system chooses one.
const TRIED: u16 = 20;

/// Which port to listen at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Port {
    /// The first free one from 4000 on.
    Free,
    /// This one, or none; 0 lets the system choose.
    Just(u16),
}

/// A socket that is bound, and nothing is read from yet.
#[derive(Debug)]
pub struct Listening {
    pub(super) listener: TcpListener,
    /// What it is bound to.
    pub address: SocketAddr,
}

/// Why nothing can be listened at.
#[derive(Debug)]
pub enum ListenError {
    /// The host is no address and no name of this machine.
    Host(String),
    /// The address that was asked for, and what the system says.
    Bound(SocketAddr, io::Error),
}

/// Binds a socket.
///
/// # Errors
/// That the host is unknown, or that the port can't be had.
pub fn listen(host: &str, port: Port) -> Result<Listening, ListenError> {
    let address = resolved(host)?;
    let bind = |port: u16| {
        let wanted = SocketAddr::new(address, port);
        let bound = TcpListener::bind(wanted).and_then(|listener| {
            listener.set_nonblocking(true)?;
            let address = listener.local_addr()?;
            Ok(Listening { listener, address })
        });
        bound.map_err(|error| ListenError::Bound(wanted, error))
    };
    match port {
        Port::Just(port) => bind(port),
        Port::Free => {
            for port in FIRST..FIRST + TRIED {
                match bind(port) {
                    Err(ListenError::Bound(_, error)) if is_taken(&error) => {}
                    bound => return bound,
                }
            }
            bind(0)
        }
    }
}

/// A number, in brackets or without, or a name of this machine.
fn resolved(host: &str) -> Result<IpAddr, ListenError> {
    let plain = host.trim_start_matches('[').trim_end_matches(']');
    if let Ok(address) = plain.parse() {
        return Ok(address);
    }
    let unknown = || ListenError::Host(host.to_owned());
    let found: Vec<SocketAddr> = (plain, 0u16)
        .to_socket_addrs()
        .map_err(|_| unknown())?
        .collect();
    let fourth = found.iter().find(|address| address.is_ipv4());
    fourth
        .or(found.first())
        .map(SocketAddr::ip)
        .ok_or_else(unknown)
}

fn is_taken(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::AddrInUse | ErrorKind::PermissionDenied
    )
}

impl ListenError {
    /// What to do.
    pub fn help(&self) -> &'static str {
        match self {
            ListenError::Host(_) => {
                "give an address of this machine, like `127.0.0.1`, `::1` or `0.0.0.0`"
            }
            ListenError::Bound(_, error) if is_taken(error) => {
                "leave `--port` out for one that is free, or write `--port 0`"
            }
            ListenError::Bound(..) => "give an address of this machine with `--host`",
        }
    }
}

impl fmt::Display for ListenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ListenError::Host(host) => write!(f, "no address of this machine is called `{host}`"),
            ListenError::Bound(address, error) if error.kind() == ErrorKind::AddrInUse => {
                write!(f, "something else listens at `{address}`")
            }
            ListenError::Bound(address, error) => {
                write!(f, "nothing can listen at `{address}`: {error}")
            }
        }
    }
}
