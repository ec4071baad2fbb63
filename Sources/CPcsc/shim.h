// libpcsclite. Its constants are macros with casts, which Swift does not import, and its reader states hold pointers
// into the names; each call here takes plain memory for its own duration and returns libpcsclite's code.
#include <string.h>
#include <winscard.h>

static inline long bedside_pcsc_establish(long *context) {
    return SCardEstablishContext(SCARD_SCOPE_SYSTEM, NULL, NULL, context);
}
static inline void bedside_pcsc_release(long context) { SCardReleaseContext(context); }
static inline void bedside_pcsc_cancel(long context) { SCardCancel(context); }

/// The readers' names, each ended by a zero and all of them by one more; the bytes' count in *length.
static inline long bedside_pcsc_readers(long context, char *names, unsigned long *length) {
    return SCardListReaders(context, NULL, names, length);
}

/// Waits until a reader's state is not the known one, or a reader comes or goes. `names` are `count` names in the form
/// of bedside_pcsc_readers, `states` what is known of each, replaced by what is so now. `milliseconds` -1: for ever.
static inline long bedside_pcsc_wait(long context, const char *names, unsigned long *states, int count, long milliseconds) {
    SCARD_READERSTATE entries[PCSCLITE_MAX_READERS_CONTEXTS + 1];
    const char *name = names;
    if (count < 0 || count > PCSCLITE_MAX_READERS_CONTEXTS) return SCARD_E_INVALID_PARAMETER;
    memset(entries, 0, sizeof entries);
    for (int i = 0; i < count; i++) {
        entries[i].szReader = name;
        entries[i].dwCurrentState = states[i];
        name += strlen(name) + 1;
    }
    entries[count].szReader = "\\\\?PnP?\\Notification";
    long result = SCardGetStatusChange(
        context, milliseconds < 0 ? INFINITE : (DWORD)milliseconds, entries, (DWORD)count + 1);
    for (int i = 0; i < count; i++) states[i] = entries[i].dwEventState;
    return result;
}

/// Connects to the card in a reader, shared with other programs, and keeps them off until the card is let go.
static inline long bedside_pcsc_connect(long context, const char *name, long *card, unsigned long *protocol) {
    long result = SCardConnect(
        context, name, SCARD_SHARE_SHARED, SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1, card, protocol);
    if (result != SCARD_S_SUCCESS) return result;
    result = SCardBeginTransaction(*card);
    if (result != SCARD_S_SUCCESS) SCardDisconnect(*card, SCARD_LEAVE_CARD);
    return result;
}
static inline void bedside_pcsc_disconnect(long card) {
    SCardEndTransaction(card, SCARD_LEAVE_CARD);
    SCardDisconnect(card, SCARD_LEAVE_CARD);
}
/// One command and its reply; *length is the reply's capacity, then its length.
static inline long bedside_pcsc_transmit(long card, unsigned long protocol, const unsigned char *command, unsigned long size,
                                         unsigned char *reply, unsigned long *length) {
    return SCardTransmit(card, protocol == SCARD_PROTOCOL_T0 ? SCARD_PCI_T0 : SCARD_PCI_T1, command, size, NULL, reply, length);
}
