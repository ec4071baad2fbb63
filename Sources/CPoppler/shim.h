// Draws the pages of a laboratory's own PDF onto our sheet, so that every copy carries its number and time.
#include <poppler.h>

/// Opens a copy of the bytes. NULL when they can't be read as a PDF, or need a password (then *encrypted is 1).
static inline PopplerDocument *bedside_pdf_open(const void *bytes, size_t count, int *encrypted) {
    GError *error = NULL;
    GBytes *copy = g_bytes_new(bytes, count);
    PopplerDocument *document = poppler_document_new_from_bytes(copy, NULL, &error);
    g_bytes_unref(copy);
    *encrypted = error && g_error_matches(error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED);
    g_clear_error(&error);
    return document;
}
static inline void bedside_pdf_close(PopplerDocument *document) { g_object_unref(document); }
static inline void bedside_page_close(PopplerPage *page) { g_object_unref(page); }
/// Takes a cairo_t; untyped because this module and CCairo each see their own declaration of it.
static inline void bedside_page_draw(PopplerPage *page, void *cairo) {
    poppler_page_render_for_printing(page, (cairo_t *)cairo);
}

/// Whether a font of the document is a piece of a CFF font program that Cairo cut itself. Those whose outlines it wrote
/// anew are called CairoFont.
static inline int bedside_pdf_has_cut_fonts(PopplerDocument *document) {
    int found = 0;
    PopplerFontInfo *info = poppler_font_info_new(document);
    PopplerFontsIter *iter = NULL;
    while (!found && poppler_font_info_scan(info, 20, &iter)) {
        if (!iter) continue;
        do {
            PopplerFontType type = poppler_fonts_iter_get_font_type(iter);
            const char *name = poppler_fonts_iter_get_name(iter);
            int is_cff = type == POPPLER_FONT_TYPE_TYPE1C || type == POPPLER_FONT_TYPE_TYPE1COT ||
                         type == POPPLER_FONT_TYPE_CID_TYPE0C || type == POPPLER_FONT_TYPE_CID_TYPE0COT;
            if (is_cff && !(name && g_str_has_prefix(name, "CairoFont"))) found = 1;
        } while (!found && poppler_fonts_iter_next(iter));
        poppler_fonts_iter_free(iter);
        iter = NULL;
    }
    g_object_unref(info);
    return found;
}
