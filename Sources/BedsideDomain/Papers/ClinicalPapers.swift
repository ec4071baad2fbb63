/// 出院证明
package struct DischargeCertificatePaper: Sendable, Hashable, Codable {
    package let head: PaperHead
    package let certificate: DischargeCertificate
    package let days: Int

    package init(head: PaperHead, certificate: DischargeCertificate, days: Int) {
        self.head = head
        self.certificate = certificate
        self.days = days
    }
}

/// 出院带药卡
package struct MedicineCard: Sendable, Hashable, Codable {
    package let head: PaperHead
    package let medicines: [DischargeMedicine]
    package let doctor: String

    package init(head: PaperHead, medicines: [DischargeMedicine], doctor: String) {
        self.head = head
        self.medicines = medicines
        self.doctor = doctor
    }
}

/// 检验检查报告单: the laboratory's own PDF, drawn onto our sheet with the copy's mark. The bytes stay in the store.
package struct ReportPaper: Sendable, Hashable, Codable {
    package let head: PaperHead
    package let report: Report

    package init(head: PaperHead, report: Report) {
        self.head = head
        self.report = report
    }
}
