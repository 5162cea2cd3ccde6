//! Reads the sources, refuses what nobody knows, and hands each section its values.

use super::problem::{Place, Problem, Problems};
use super::section::{Key, variable};
use super::setting::{Kind, Setting};
use super::sources::{PREFIX, Sources};
use super::unknown::{is_known, refusal, refusal_of_section};
use super::{Config, Secret};
use figment::providers::{Format, Toml};
use figment::value::{Dict, Map, Value as Raw};
use figment::{Figment, Metadata, Profile, Provider};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use toml_edit::ImDocument;

/// Names the environment among figment's sources.
const ENVIRONMENT: &str = "environment";

/// The largest configuration or secret file that is read.
const FILE_BYTES_MAX: u64 = 1 << 20;

/// The merged sources while the sections take their values from them.
pub(super) struct Reader {
    values: Figment,
    file: Option<File>,
    places: BTreeMap<String, Place>,
    problems: Vec<Problem>,
}

impl Reader {
    /// Reads and merges the sources; fails only on a file that cannot be read as TOML.
    pub(super) fn open(sources: &Sources) -> Result<Self, Problems> {
        let keys: Vec<Key> = Config::sections().into_iter().flat_map(|(_, _, keys)| keys).collect();
        let mut problems = Vec::new();
        let mut values = Figment::new();
        let file = sources.file.as_deref().map(File::open).transpose().map_err(|one| Problems(vec![one]))?;
        if let Some(file) = &file {
            problems.extend(file.unknown(&keys));
            values = values.merge(Toml::string(file.document.raw()));
        }
        let environment = Environment::parse(&sources.environment, &keys, &mut problems);
        Ok(Self { values: values.merge(environment), file, places: BTreeMap::new(), problems })
    }

    /// Returns the value of a key, or its default when it is not set or cannot be read.
    pub(super) fn take<T: Setting>(&mut self, section: &str, name: &str, default: T) -> T {
        let path = format!("{section}.{name}");
        let found = if T::SECRET { self.find_secret(&path) } else { self.find(&path) };
        let Some((raw, place)) = found else { return default };
        match T::read(&raw) {
            Ok(value) => {
                self.places.insert(path, place);
                value
            }
            Err(reason) => {
                let found = if T::SECRET { String::new() } else { format!(", found {}", display(&raw)) };
                let reason = if reason.is_empty() { reason } else { format!(" ({reason})") };
                let message = format!("{path}: expected {}{found}{reason}", T::EXPECTED);
                self.problems.push(Problem::new(place, message));
                default
            }
        }
    }

    /// Ends the reading: where each key was set, and everything that was wrong.
    pub(super) fn finish(self) -> (BTreeMap<String, Place>, Vec<Problem>) {
        (self.places, self.problems)
    }

    fn find(&self, path: &str) -> Option<(Raw, Place)> {
        let raw = self.values.find_value(path).ok()?;
        let from_environment =
            self.values.get_metadata(raw.tag()).is_some_and(|from| from.name == ENVIRONMENT);
        let place = match &self.file {
            Some(file) if !from_environment => Place::File { path: file.path.clone(), line: file.line(path) },
            _ => Place::Environment(variable(path)),
        };
        Some((raw, place))
    }

    /// Finds a secret given as it is or by a file; of two, the environment's wins over the file's.
    fn find_secret(&mut self, path: &str) -> Option<(Raw, Place)> {
        let file_path = format!("{path}_file");
        let (named, place) = match (self.find(path), self.find(&file_path)) {
            (direct, None) => return direct,
            (None, Some(named)) => named,
            (Some((raw, place)), Some((named, named_place))) => match (&place, &named_place) {
                (Place::Environment(_), Place::File { .. }) => return Some((raw, place)),
                (Place::File { .. }, Place::Environment(_)) => (named, named_place),
                _ => {
                    let message = format!("{path} and {file_path} are both set; keep one of them");
                    self.problems.push(Problem::new(place, message));
                    return None;
                }
            },
        };
        match PathBuf::read(&named)
            .map_err(|_| "expected a path".to_owned())
            .and_then(|file| read_secret(&file))
        {
            Ok(secret) => Some((Raw::from(secret.expose()), place)),
            Err(reason) => {
                self.problems.push(Problem::new(place, format!("{file_path}: {reason}")));
                None
            }
        }
    }
}

/// Reads the secret a file holds, without the line break at its end.
fn read_secret(path: &Path) -> Result<Secret, String> {
    let text = read(path).map_err(|reason| format!("{} {reason}", path.display()))?;
    let secret = text.trim_end_matches(['\r', '\n']);
    if secret.is_empty() {
        Err(format!("{} is empty", path.display()))
    } else {
        Ok(Secret::new(secret.to_owned()))
    }
}

/// Reads a file; the reason of a refusal goes on where the path has been named.
fn read(path: &Path) -> Result<String, String> {
    let refusal = |error: std::io::Error| format!("cannot be read: {error}");
    if std::fs::metadata(path).map_err(refusal)?.len() > FILE_BYTES_MAX {
        return Err("is larger than 1 MiB".into());
    }
    std::fs::read_to_string(path).map_err(refusal)
}

fn display(raw: &Raw) -> String {
    match raw {
        Raw::String(_, text) => format!("{text:?}"),
        Raw::Char(_, char) => format!("{char:?}"),
        Raw::Bool(_, flag) => flag.to_string(),
        Raw::Num(_, number) => match (raw.to_i128(), number.to_f64()) {
            (Some(whole), _) => whole.to_string(),
            (None, Some(real)) => real.to_string(),
            (None, None) => "another number".into(),
        },
        Raw::Empty(..) => "nothing".into(),
        Raw::Dict(..) => "a table".into(),
        Raw::Array(_, items) => format!("[{}]", items.iter().map(display).collect::<Vec<_>>().join(", ")),
    }
}

/// The configuration file, kept with the positions of its keys.
struct File {
    path: PathBuf,
    document: ImDocument<String>,
}

impl File {
    fn open(path: &Path) -> Result<Self, Problem> {
        let at = |line| Place::File { path: path.to_owned(), line };
        let text = read(path).map_err(|reason| Problem::new(at(None), reason))?;
        let document = ImDocument::parse(text.clone()).map_err(|error| {
            let line = error.span().map(|span| line_at(&text, span.start));
            Problem::new(at(line), format!("not TOML: {}", error.message()))
        })?;
        Ok(Self { path: path.to_owned(), document })
    }

    /// Returns the line of `section` or `section.key`, counted from 1.
    fn line(&self, path: &str) -> Option<usize> {
        let (section, name) =
            path.split_once('.').map_or((path, None), |(section, name)| (section, Some(name)));
        let (section_key, item) = self.document.as_table().get_key_value(section)?;
        let span = match name {
            Some(name) => item.as_table_like()?.get_key_value(name)?.0.span(),
            None => section_key.span().or_else(|| item.span()),
        }?;
        Some(line_at(self.document.raw(), span.start))
    }

    fn unknown(&self, keys: &[Key]) -> Vec<Problem> {
        let at = |path: &str| Place::File { path: self.path.clone(), line: self.line(path) };
        let mut problems = Vec::new();
        for (section, item) in self.document.as_table() {
            let known = keys.iter().any(|key| key.section == section);
            match item.as_table_like() {
                Some(table) if known => {
                    let paths = table.iter().map(|(name, _)| format!("{section}.{name}"));
                    let unknown = paths.filter(|path| !is_known(path, keys));
                    problems.extend(unknown.map(|path| Problem::new(at(&path), refusal(&path, keys))));
                }
                _ if known => {
                    let message = format!("{section} is a section: write [{section}] and its keys below");
                    problems.push(Problem::new(at(section), message));
                }
                Some(_) => problems.push(Problem::new(at(section), refusal_of_section(section, keys))),
                None => problems.push(Problem::new(at(section), refusal(section, keys))),
            }
        }
        problems
    }
}

fn line_at(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}

/// The environment's overrides, each of the kind its key wants.
struct Environment(Dict);

impl Environment {
    /// Sorts out the variables; those that look like ours and are not are problems.
    ///
    /// A variable without `__` is nobody's key and mostly somebody else's (container platforms announce a
    /// service called "vestibule" as `VESTIBULE_PORT`): it is refused only when it is a key but for the `__`.
    fn parse(variables: &[(String, String)], keys: &[Key], problems: &mut Vec<Problem>) -> Self {
        let mut sections = Dict::new();
        for (name, value) in variables {
            let Some(rest) = name.strip_prefix(PREFIX) else { continue };
            let Some((section, key)) = rest.split_once("__") else {
                let meant = keys.iter().flat_map(Key::paths).map(|path| variable(&path));
                if let Some(meant) = meant.into_iter().find(|meant| meant.replace("__", "_") == *name) {
                    let message = format!("not a setting; did you mean {meant}?");
                    problems.push(Problem::new(Place::Environment(name.clone()), message));
                }
                continue;
            };
            let path = format!("{section}.{key}").to_lowercase();
            let Some(known) = keys.iter().find(|key| key.paths().contains(&path)) else {
                problems.push(Problem::new(Place::Environment(name.clone()), refusal(&path, keys)));
                continue;
            };
            let kind = if path == known.path() { known.kind } else { Kind::Text };
            let section = sections.entry(known.section.into()).or_insert_with(|| Raw::from(Dict::new()));
            if let Raw::Dict(_, section) = section {
                section.insert(key.to_lowercase(), typed(value, kind));
            }
        }
        Self(sections)
    }
}

/// Reads a variable as the kind its key wants; what does not fit stays text, for the key's own refusal.
fn typed(value: &str, kind: Kind) -> Raw {
    match kind {
        Kind::Text => Raw::from(value),
        Kind::Number => value.parse::<i64>().map_or_else(|_| Raw::from(value), Raw::from),
        Kind::Flag => value.parse::<bool>().map_or_else(|_| Raw::from(value), Raw::from),
        Kind::List => Raw::from(
            value
                .split(',')
                .map(str::trim)
                .filter(|item| !item.is_empty())
                .map(Raw::from)
                .collect::<Vec<_>>(),
        ),
    }
}

impl Provider for Environment {
    fn metadata(&self) -> Metadata {
        Metadata::named(ENVIRONMENT)
    }

    fn data(&self) -> Result<Map<Profile, Dict>, figment::Error> {
        Ok(Map::from([(Profile::Default, self.0.clone())]))
    }
}
