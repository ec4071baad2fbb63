/// 交班报警统计: the printed report of a shift. A paper of the ward; it names beds and no patient.
package struct ShiftReport: Sendable, Hashable, Codable {
    package let hospital: String
    package let ward: String
    /// Nil for a period of another length.
    package let shift: HospitalShift?
    package let report: AlarmReport

    package init(hospital: String, ward: String, shift: HospitalShift?, report: AlarmReport) {
        self.hospital = hospital
        self.ward = ward
        self.shift = shift
        self.report = report
    }
}
