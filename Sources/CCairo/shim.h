// Cairo draws the page, Pango sets the text. PANGO_SCALE is a macro with a cast that Swift does not import.
#include <cairo/cairo.h>
#include <cairo/cairo-pdf.h>
#include <cairo/cairo-ft.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-font.h>
#include <stdio.h>

static inline int bedside_pango_scale(void) { return PANGO_SCALE; }

/// g_object_unref takes an untyped pointer; these say what they give back.
static inline void bedside_layout_free(PangoLayout *layout) { g_object_unref(layout); }
static inline void bedside_pango_context_free(PangoContext *context) { g_object_unref(context); }
static inline void bedside_font_map_free(PangoFontMap *map) { g_object_unref(map); }
static inline void bedside_font_free(PangoFont *font) { g_object_unref(font); }

/// Makes the bytes from start to end of a layout's text bold.
static inline void bedside_add_bold(PangoAttrList *list, unsigned start, unsigned end) {
    PangoAttribute *bold = pango_attr_weight_new(PANGO_WEIGHT_BOLD);
    bold->start_index = start;
    bold->end_index = end;
    pango_attr_list_insert(list, bold);
}

/// Height of one line in Pango units and where its baseline lies below its top; 0 when there is no such line.
static inline int bedside_line_height(PangoLayout *layout, int index, int *baseline) {
    PangoLayoutLine *line = pango_layout_get_line_readonly(layout, index);
    if (!line) return 0;
    PangoRectangle logical;
    pango_layout_line_get_extents(line, NULL, &logical);
    *baseline = -logical.y;
    return logical.height;
}

/// The face to draw a font's glyphs with, so that the PDF holds exactly their outlines.
///
/// Cairo 1.16 damages CFF fonts such as Noto Sans CJK when it copies a subset of their programs: it reads a subroutine that
/// two glyphs share only once, loses count of the second glyph's stem hints, and drops outlines that this glyph still needs.
/// Which character turns blank depends on the others on the same paper; Pango knows nothing of it. For a face that says it
/// is synthetic Cairo writes the outlines themselves instead. Bit 4 says so and, being neither bold (1) nor oblique (2),
/// changes nothing else. Tests/BedsidePrintingTests/GlyphTests.swift shows the damage.
///
/// One face for each font file, kept with the font map: Cairo makes one subset for each face.
static inline cairo_font_face_t *bedside_exact_face(PangoFont *font) {
    FcPattern *pattern = pango_fc_font_get_pattern(PANGO_FC_FONT(font));
    FcChar8 *file = NULL;
    int index = 0;
    if (!pattern || FcPatternGetString(pattern, FC_FILE, 0, &file) != FcResultMatch) return NULL;
    FcPatternGetInteger(pattern, FC_INDEX, 0, &index);
    GObject *map = G_OBJECT(pango_font_get_font_map(font));
    char *key = g_strdup_printf("bedside-exact:%s:%d", (const char *)file, index);
    cairo_font_face_t *face = (cairo_font_face_t *)g_object_get_data(map, key);
    if (!face) {
        face = cairo_ft_font_face_create_for_pattern(pattern);
        cairo_ft_font_face_set_synthesize(face, 4);
        g_object_set_data_full(map, key, face, (GDestroyNotify)cairo_font_face_destroy);
    }
    g_free(key);
    return face;
}

/// Draws one run of glyphs of one font, with the text that they stand for. False when its font can't be drawn with.
static inline int bedside_show_run(cairo_t *cr, const char *text, PangoGlyphItem *run, double x, double y) {
    PangoFont *font = run->item->analysis.font;
    cairo_scaled_font_t *scaled = font ? pango_cairo_font_get_scaled_font((PangoCairoFont *)font) : NULL;
    cairo_font_face_t *face = font ? bedside_exact_face(font) : NULL;
    if (!scaled || !face) return 0;
    cairo_matrix_t matrix;
    cairo_scaled_font_get_font_matrix(scaled, &matrix);
    cairo_set_font_face(cr, face);
    cairo_set_font_matrix(cr, &matrix);
    PangoGlyphString *string = run->glyphs;
    cairo_glyph_t *glyphs = g_new(cairo_glyph_t, string->num_glyphs);
    cairo_text_cluster_t *clusters = g_new(cairo_text_cluster_t, string->num_glyphs);
    int count = 0, cluster_count = 0, advance = 0;
    for (int i = 0; i < string->num_glyphs; i++) {
        PangoGlyphInfo *info = &string->glyphs[i];
        if (info->glyph != PANGO_GLYPH_EMPTY) {
            glyphs[count].index = info->glyph;
            glyphs[count].x = x + (double)(advance + info->geometry.x_offset) / PANGO_SCALE;
            glyphs[count].y = y + (double)info->geometry.y_offset / PANGO_SCALE;
            count++;
        }
        advance += info->geometry.width;
    }
    PangoGlyphItemIter iter;
    for (gboolean more = pango_glyph_item_iter_init_start(&iter, run, text); more;
         more = pango_glyph_item_iter_next_cluster(&iter)) {
        int step = iter.start_glyph < iter.end_glyph ? 1 : -1;
        clusters[cluster_count].num_bytes = iter.end_index - iter.start_index;
        clusters[cluster_count].num_glyphs = 0;
        for (int i = iter.start_glyph; i != iter.end_glyph; i += step)
            if (string->glyphs[i].glyph != PANGO_GLYPH_EMPTY) clusters[cluster_count].num_glyphs++;
        cluster_count++;
    }
    cairo_text_cluster_flags_t flags =
        run->item->analysis.level % 2 ? CAIRO_TEXT_CLUSTER_FLAG_BACKWARD : (cairo_text_cluster_flags_t)0;
    if (count)
        cairo_show_text_glyphs(
            cr, text + run->item->offset, run->item->length, glyphs, count, clusters, cluster_count, flags);
    g_free(glyphs);
    g_free(clusters);
    return 1;
}

/// Draws one line of a layout with its baseline at y, aligned as the layout says within its width. False when a font of it
/// can't be drawn with.
static inline int bedside_show_line(cairo_t *cr, PangoLayout *layout, int index, double x, double y) {
    PangoLayoutLine *line = pango_layout_get_line_readonly(layout, index);
    if (!line) return 1;
    PangoRectangle logical;
    pango_layout_line_get_extents(line, NULL, &logical);
    double free_width = (double)(pango_layout_get_width(layout) - logical.width) / PANGO_SCALE;
    switch (pango_layout_get_alignment(layout)) {
        case PANGO_ALIGN_CENTER: x += free_width / 2; break;
        case PANGO_ALIGN_RIGHT: x += free_width; break;
        default: break;
    }
    const char *text = pango_layout_get_text(layout);
    int drawn = 1;
    for (GSList *item = line->runs; item; item = item->next) {
        PangoGlyphItem *run = (PangoGlyphItem *)item->data;
        drawn = bedside_show_run(cr, text, run, x, y) && drawn;
        x += (double)pango_glyph_string_get_width(run->glyphs) / PANGO_SCALE;
    }
    return drawn;
}
