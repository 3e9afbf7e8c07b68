internal import BrevoCore
package import JSON

/// `{"status":"OK"}`, with the billing documents if there are any.
package struct BillingResponse: RecordResponse {
    private var status = "OK"
    private var invoiceID: String?
    private var creditNotes: [String] = []
    package let remarks: [Remark]

    init(_ documents: Billing.Documents, remarks: [Remark] = []) {
        (invoiceID, creditNotes, self.remarks) = (documents.invoiceID, documents.creditNotes, remarks)
    }

    static let sample = BillingResponse(.none)
    /// The response of nearly every call, encoded once.
    private static let withoutDocuments = sample.encoded()

    package mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.required("status", &status)
        fields.optional("invoice_id", &invoiceID, example: "INV-000001", "The invoice for an added seat.")
        fields.field("credit_notes", &creditNotes, omitting: [], "The credit notes for a freed seat.")
    }

    package func body(_ cache: inout ResponseCache) -> [UInt8] {
        invoiceID == nil && creditNotes.isEmpty ? Self.withoutDocuments : encoded()
    }
}
