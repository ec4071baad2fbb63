/// Every text of the screens by name; the catalogues `assets/texts.*.json` hold one text for each in each language.
///
/// The name in the file is the case's name, so a text can be found from the code and back.
package enum TextKey: String, Sendable, Hashable, CaseIterable {
    // Bars.
    case actionBack, actionExit, actionLanguage, actionCall, actionConfirm, actionDelete, placeBed, remainingKey,
        remainingScan
    // Dates and amounts.
    case dateDay, dateTime, dateToday, month1, month2, month3, month4, month5, month6, month7, month8, month9, month10,
        month11, month12, amountYuan, ageYears, pageOf
    // Waiting.
    case waitHeading, waitLabel, waitSlow, waitPayment
    // Notices.
    case noticeGoOn, noticeStaffCode
    // Call a person.
    case helpSendingHeading, helpSendingText, helpNotedHeading, helpNotedText, helpNotedUrgent, helpFailedHeading,
        helpFailedText, helpAcceptedHeading, helpAcceptedText, helpAttendedHeading, helpAttendedText,
        helpCancelledHeading, helpCancelledText, welcomeCalled, welcomeCallAccepted, welcomeCallAttended, atBedHeading,
        atBedText, atBedAttend, atBedStaffPage, atBedDone, atBedDoneText
    // Scans that do not fit.
    case scanUnexpectedHeading, scanDamagedHeading, scanDamagedText, scanUnknownHeading, scanOtherCode,
        scanTryAgainHeading, scanEmpty, scanTooLong, scanControlCharacters, scanNotText, scanIncomplete, scanOverrun,
        wantAny, wantSlip, wantWristband, wantWristbandOrSpecimen, wantBadge, wantPhonePay, wantChoice,
        kindAdmissionSlip, kindWristband, kindStaffBadge, kindSpecimenSlip, kindResidentID, kindInsuranceVoucher,
        kindPaymentCode, kindPaymentSlip, damagedAdmissionSlip, damagedWristband, damagedStaffBadge,
        damagedSpecimenSlip, damagedResidentID, damagedInsuranceVoucher, damagedPaymentCode, damagedPaymentSlip
    // Problems: what it means, what to do next.
    case problemNotFound, problemNotFoundNext, problemAlreadyUsed, problemAlreadyUsedNext, problemBedTaken,
        problemBedTakenNext, problemStayOver, problemStayOverNext, problemNotYours, problemNotYoursNext,
        problemBillChanged, problemBillChangedNext, problemGateClosed, problemGateClosedNext,
        problemInsuranceDisagrees, problemInsuranceDisagreesNext, problemStaffMustAgree, problemStaffMustAgreeNext,
        problemPaymentStillOpen, problemPaymentStillOpenNext, problemNotPaid, problemNotPaidNext,
        problemReportNotReleased, problemReportNotReleasedNext, problemInvalidInput, problemInvalidInputNext,
        problemPrinterUnavailable, problemPrinterUnavailableNext, problemOnlyAtTheBed, problemOnlyAtTheBedNext,
        problemStayElsewhere, problemStayElsewhereNext, problemReportNotHere, problemReportNotHereNext,
        problemInternalFault, problemInternalFaultNext,
        problemNoAnswer, problemNoAnswerNext
    // Welcome and identify.
    case welcomeHeading, welcomeAdmission, welcomeBill, welcomeReports, welcomeDischarge, identifySlipHeading,
        identifySlipText, identifySlipMissing, identifySlipMissingHeading, identifySlipMissingText,
        identifyBandHeading, identifyBandText, identifyBandOrSlipText, identifyBandMissing, identifyBandMissingHeading,
        identifyBandMissingText, identifyPrices, goodbyeHeading, goodbyeText
    // Admission.
    case orderHeading, orderName, orderSexAge, orderBed, orderDoctor, orderDiagnosis, orderDeposit, orderPayer,
        orderIdentity, orderRight, orderWrong, orderWrongHeading, orderWrongText, sexMale, sexFemale, payerSelfPay,
        payerEmployee, payerResident, phoneHeading, phoneText, phoneLabel, phoneRight, phoneChange, phoneEntryHeading,
        phoneEntryHint, phoneEntryWrong, consentHeading, consentAgree, consentRefuse, consentWardRulesTitle,
        consentWardRulesText, consentPersonalDataTitle, consentPersonalDataText, consentFeesTitle, consentFeesText,
        consentRefusedHeading, consentRefusedText, depositHeading, depositText, depositWallet, depositCashier,
        depositLater, depositAfter, identityHeading, identityText, identityCall, admittedHeading, admittedText,
        admittedFinish, admittedMore
    // Home.
    case homeHeading, homeBill, homeReports, homeAccount, homeDischarge, homeMoreHeading, homePrices,
        homeAdmissionPapers, homeDischargePapers, homeItemised, homeStaff, homeMore, homeFinish, homeStaffText
    // Daily bill.
    case billHeading, billItem, billQuantity, billPrice, billAmount, billTotals, billBalance, billOwed, billNone,
        billNothingYet, billNothingYetText, billPrint, billNext, billEarlier, billLater, billQuestion, billPickHeading,
        billPickText, billPickUp, billPickDown, billPickThis, disputeHeading, disputeLine, disputeNotReceived,
        disputeWrongQuantity, disputeWrongPrice, disputeOther, disputeConfirmHeading, disputeConfirmText, disputeSend,
        disputeKeep, disputeDoneHeading, disputeDoneText
    // Prices.
    case priceHeading, priceLabel, priceHint, priceNone, priceResults, priceResultsMany, priceName, priceUnit,
        priceAmount, priceClass, priceClassA, priceClassB, priceClassC, priceAgain
    // Reports.
    case reportsHeading, reportsNone, reportTitle, reportState, reportReady, reportPrinted, reportExpected,
        reportPending, reportCollected, reportReviewing, reportAskDoctor, reportCorrected, reportPrint, reportAgain,
        reportDown, reportUp, reportWaitHeading, reportWaitText, reportWaitUnknown, reportAskHeading, reportAskText,
        reportCorrectedHeading, reportCorrectedText, specimenHeading, specimenText, specimenFinish
    // Printing.
    case printHeading, printDoneHeading, printDoneText, printWaitText, printProgress, printPaper, printState,
        printStateWaiting, printStatePrinting, printStatePrinted, printStateRefused, printStateUnknown,
        printStateDropped, printStateHeld, printHeldHeading, printHeldText, heldHeading, heldAbsentText,
        heldBacklogText, heldNow, heldLater, printNoticeHeading, printNoticeGoOn, printRefusedHeading, printRefusedText,
        printUnknownHeading, printUnknownText, reasonMediaEmpty, reasonMediaJam, reasonMediaNeeded, reasonCoverOpen,
        reasonTonerEmpty, reasonTonerLow, reasonTrayMissing, reasonOutputFull, reasonPaused, reasonConnecting,
        reasonOffline, reasonQueueUnfinished, reasonOther, paperAdmissionSheet, paperWardGuide, paperWristband,
        paperDepositReceipt,
        paperPaymentSlip, paperDailyBill, paperItemisedList, paperSettlementSlip, paperDischargeCertificate,
        paperMedicineCard, paperReport, paperShiftReport
    // Deposit and account.
    case accountHeading, accountDeposits, accountTotal, accountSelfPay, accountBalance, accountShortfall, accountTopUp,
        accountPrint, amountHeading, amountOther, amountEntryHeading, amountEntryLabel, amountEntryHint,
        amountEntryRange, channelHeading, channelWallet, channelCashier, payStartHeading, payStartText,
        payWalletHeading, payWalletText, payWalletBack, payWalletCaption, payNoCodeText, payAmount, payCashierHeading,
        payCashierText, payCashierCode, payCashierGoOn, payCashierDrop, payAskingHeading, payAskingText, payAskingGoOn,
        payPaidHeading,
        payPaidText, payPaidSettlement, payPaidGoOn, payDeclinedHeading, payDeclinedText, payCancelledHeading,
        payExpiredHeading, payAgain, payAtDesk, payNotNow
    // Discharge.
    case gatesHeading, gatesItem, gatesHelper, gatesText, gatesAgain, gatesDropPayment, gateDischargeOrdered,
        gateCertificateWritten,
        gateDrugOrdersClosed, gateOrdersExecuted, gateReturnsConfirmed, gateChargesRecorded, gateDisputesAnswered,
        gateInsuranceReady, gatePaymentsFinished, helperDoctor, helperNurse, helperPharmacy, helperBillingOffice,
        helperInsuranceOffice, helperCashier, previewHeading, previewTotal, previewInsurance, previewAccount,
        previewDeposits, previewTopUp, previewPaid, previewRefund, previewEven, previewWays, previewStaff, previewPay,
        previewSettle, previewPrint, refundHeading, refundText, settledHeading, settledText, settledRefundBack,
        settledRefundDone, settledRefundDesk, settledFinish
    // Staff.
    case pinHeading, pinLabel, pinHint, pinRefused, pinLocked, pinNoRight, staffHeading, staffPrints, staffPayments,
        staffRefunds, staffCalls, staffCount, staffNone, staffBed, staffName, staffPaper, staffTime, staffTrouble,
        staffNumber, staffAmount, staffChannel, staffUp, staffDown, printsHeading, printsPrinted, printsAgain,
        printsDrop, printsRelease, printsReleaseAll, printsDropHeading, printsDropOne, printsDropAll,
        staffPrinterSwapped, centralInStep, centralBehind, centralOffline, centralStopped, centralHeld,
        printsReasonHeading, reasonUnknownEnd, reasonJammed, reasonLost, reasonUnreadable,
        troubleCancelled, troubleAborted, troubleForgotten, troubleCutOff, troubleCannotReach, troubleCannotLayOut,
        troubleRejected, troubleBacklog, troubleAbsent, paymentsHeading, paymentsReceived, paymentConfirmHeading,
        paymentConfirmText,
        paymentConfirmYes, paymentConfirmNo, paymentSlipUnknown, paymentSlipUnknownText, refundsHeading, refundsPaid,
        refundConfirmHeading, refundConfirmText, refundConfirmYes, callsHeading, callsAttend
    // What the alarms are called.
    case alarmEmergency, alarmToilet, alarmCall, alarmService, alarmInfusionEmpty, alarmInfusionStopped, alarmDevice,
        faultInputLost, faultUnstable, faultBattery, faultUnknown, faultRecord, faultScreenLost, faultNoScreen,
        faultSound,
        faultAudit, faultPath, faultClock, faultWardLink, faultDevice, urgencyEmergency, urgencyInfusion,
        urgencyCall, urgencyTechnical
    // The nurses' screen.
    case wardNobody, wardPassed, wardTaken, wardPresent, wardSomebody, wardTimes, wardElsewhere, wardAgeHours,
        wardAgeDays, wardOpenHeading, wardTakenHeading, wardWallOpen, wardEmptyHeading, wardEmptyText,
        wardStartHeading, wardStartText, wardProven, wardUnproven, wardProofOldText, wardProofNoneText, wardFolded,
        wardPaused, wardScreensLost, wardRestarted, wardActor, wardAccept, wardReject, wardAttend, wardLeave,
        wardShelve,
        wardOutOfService, wardPause, wardUnshelve, actionHeld, actionFaults, actionPages, wardAskHeading,
        wardLogOnHeading, wardScanText, wardNumberLabel, wardNumberHint, wardChecking, wardUnknownBadge,
        wardBadNumber, wardMoved, wardDone, wardDoneSound, wardProblem, wardHeldHeading, wardHeldNone, wardShelved,
        wardOut, wardColumnPlace, wardColumnAlarm, wardColumnReason, wardColumnLeft, wardColumnState, wardColumnAbout,
        wardColumnAge, wardFaultsHeading, wardFaultsNone, wardPrinter, wardScreen, wardScreenSilent,
        wardFrom, wardSilent, wardTerminalsLost, wardOmitted
    // The nurses' screen: refusals and holds.
    case refusalGone, refusalTaken, refusalOnlyAtTheBed, refusalNeverShelved, refusalNoReason, refusalNobodyThere,
        refusalEmergency, refusalNoContact, holdText, holdTimeText, holdRepair, holdNoSpare, holdNotInUse, holdFalse,
        holdCleaning,
        holdMinutes, holdHours
}
