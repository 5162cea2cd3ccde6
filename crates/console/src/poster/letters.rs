//! The letters of posters. The server brings them along: a machine in a rack has no fonts.
//!
//! The files are parts of the Noto family under the SIL Open Font License; `assets/font/README.md` says which.

use std::sync::Arc;

use parley::fontique::{Blob, Collection, CollectionOptions, SourceCache};
use parley::{FontContext, FontFamily, FontFamilyName};

/// The files, and the family that each belongs to.
const FILES: [&[u8]; 7] = [
    include_bytes!("../../assets/font/sans-regular.ttf"),
    include_bytes!("../../assets/font/sans-bold.ttf"),
    include_bytes!("../../assets/font/arabic-regular.ttf"),
    include_bytes!("../../assets/font/arabic-bold.ttf"),
    include_bytes!("../../assets/font/hebrew-regular.ttf"),
    include_bytes!("../../assets/font/hebrew-bold.ttf"),
    include_bytes!("../../assets/font/japanese-regular.otf"),
];
/// The families, in the order in which a letter is looked for.
const FAMILIES: [FontFamilyName<'static>; 4] = [
    FontFamilyName::named("Noto Sans"),
    FontFamilyName::named("Noto Sans Arabic"),
    FontFamilyName::named("Noto Sans Hebrew"),
    FontFamilyName::named("Noto Sans CJK JP"),
];

/// Returns our letters, and no others.
pub(super) fn fonts() -> FontContext {
    let options = CollectionOptions { shared: false, system_fonts: false };
    let mut collection = Collection::new(options);
    for file in FILES {
        collection.register_fonts(Blob::new(Arc::new(file)), None);
    }
    FontContext { collection, source_cache: SourceCache::default() }
}

/// Returns the families to write with.
pub(super) fn families() -> FontFamily<'static> {
    FontFamily::List(FAMILIES.to_vec().into())
}
