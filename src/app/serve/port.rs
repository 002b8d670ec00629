//! Where the preview listens: on this machine alone, at one port.

use std::{
    io,
    net::{Ipv4Addr, TcpListener},
    str::FromStr,
};

use crate::base::diagnostic::Diagnostic;

/// The first port that `auto` tries, and the default.
const FIRST: u16 = 4040;

/// The last one.
const LAST: u16 = 4139;

/// A port as a person names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Port {
    /// This one; the system's choice for 0.
    Number(u16),
    /// The next one that is free.
    Auto,
}

impl FromStr for Port {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "auto" {
            return Ok(Self::Auto);
        }
        text.parse().map(Self::Number).map_err(|_| "write a number up to 65535, or `auto`")
    }
}

impl Port {
    /// Listens there.
    ///
    /// # Errors
    /// When the port is taken, or not for everyone.
    pub fn listen(self) -> Result<TcpListener, Diagnostic> {
        match self {
            Self::Number(number) => bind(number).map_err(|error| refused(number, &error)),
            Self::Auto => {
                let free = (FIRST..=LAST).find_map(|number| bind(number).ok());
                free.map_or_else(|| bind(0).map_err(|error| refused(FIRST, &error)), Ok)
            }
        }
    }
}

fn bind(number: u16) -> io::Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, number))
}

fn refused(number: u16, error: &io::Error) -> Diagnostic {
    match error.kind() {
        io::ErrorKind::AddrInUse => {
            Diagnostic::failure("port-taken", format!("another program listens at port {number} already"))
                .help("end that program, or run `casebook serve --port auto`")
        }
        io::ErrorKind::PermissionDenied => {
            Diagnostic::failure("port-refused", format!("port {number} is not for everyone"))
                .help("take one from 1024 on: `casebook serve --port 4040`, or `--port auto`")
        }
        kind => Diagnostic::failure("port-refused", format!("port {number} cannot be used: {kind}"))
            .help("take another one: `casebook serve --port auto`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_is_a_number_or_auto() {
        assert_eq!("8080".parse(), Ok(Port::Number(8080)));
        assert_eq!("auto".parse(), Ok(Port::Auto));
        assert!("65536".parse::<Port>().is_err());
        assert!("-1".parse::<Port>().is_err());
    }

    #[test]
    fn a_taken_port_is_told_and_auto_finds_another() {
        let taken = bind(0).unwrap();
        let number = taken.local_addr().unwrap().port();
        assert_eq!(Port::Number(number).listen().unwrap_err().code, "port-taken");
        assert!(Port::Auto.listen().is_ok());
    }

    #[test]
    fn a_port_for_others_is_told() {
        let told = refused(80, &io::ErrorKind::PermissionDenied.into());
        assert_eq!(told.code, "port-refused");
        assert!(told.help.unwrap().contains("1024"));
    }
}
