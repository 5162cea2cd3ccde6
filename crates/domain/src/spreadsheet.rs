//! Spreadsheets: what must not stand in a cell of a list that somebody will open with one.

/// Puts an apostrophe before what a spreadsheet would take for a formula. Devices choose their own names, and directories
/// are filled by many hands.
pub fn harmless(cell: String) -> String {
    let is_formula = cell.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
        || cell.starts_with(['\t', '\r', '\n']);
    if is_formula { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t36_nothing_in_a_spreadsheet_is_a_formula() {
        for name in ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "＝1"] {
            assert_eq!(harmless(name.to_owned()), format!("'{name}"));
        }
        assert_eq!(harmless("Ann's iPhone".into()), "Ann's iPhone");
    }
}
