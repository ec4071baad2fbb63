/// What a cell is for; the theme says how it looks. A byte, so that a cell stays one number.
package enum Style: UInt8, Sendable, CaseIterable {
    /// The page and its emphases.
    case body, strong, quiet, caution, success
    /// Top and bottom bar, the keycaps in it, and what stands at its right end.
    case bar, barKey, barNote
    case staffBar, staffBarKey, staffBarNote
    /// The line that says what the screen is for, by the screen's tone.
    case headingCalm, headingSuccess, headingCaution, headingStaff
    /// The sign before a heading that needs attention.
    case headingSign
    /// A choice: its title, its digit, its quieter detail, and its half-row edge against the page.
    case key, keyDigit, keyDetail, keyEdge
    case danger, dangerDigit, dangerDetail, dangerEdge
    case selected, selectedDigit, selectedDetail, selectedEdge
    /// A table: its heads, its even rows (odd rows are as the page).
    case tableHead, tableStripe
    /// What the patient types: the field, its frame and its cursor.
    case field, fieldFrame, fieldCursor
    /// A progress bar.
    case progress
    /// An alarm that nobody has, by urgency; one that went away before somebody took it; one that somebody has.
    case alarmEmergency, alarmInfusion, alarmCall, alarmTechnical, alarmPassed, alarmTaken
    /// A code's light and dark background; with `▀` each cell shows two modules.
    case codeLight, codeDark
}
