CREATE EXTENSION IF NOT EXISTS pg_trgm;

DO $$ BEGIN
    IF show_trgm('마케팅') = '{}' THEN
        RAISE EXCEPTION 'the database % takes Korean letters for punctuation (its LC_CTYPE is probably "C"), '
            'so the search could not find them; create it anew with LC_CTYPE C.UTF-8 or en_US.UTF-8',
            current_database();
    END IF;
END $$;

-- Text as it is compared: without case and accents, one space between words and at both ends. Punctuation marks
-- and ideographs are words of their own, and Hangul is apart from other letters. A syllable of Hangul becomes
-- three letters (U+11FF where it has no final one), so that a typing error is one letter, one syllable is enough
-- to look up, and no syllable is the beginning of another one. Control characters go: see U+0001 below.
CREATE FUNCTION "searchable"("value" TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT regexp_replace(regexp_replace(regexp_replace(regexp_replace(
        ' ' || lower(normalize("value", NFKD)) || ' ',
        '[\u0300-\u036f]+', '', 'g'),
        '(?<=[\u1161-\u1175])(?![\u11a8-\u11ff])', E'\u11ff', 'g'),
        '([\u1100-\u11ff]+|[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]|[^[:alnum:]\s])', ' \1 ', 'g'),
        '[\s[:cntrl:]]+', ' ', 'g')
$$;

-- U+0001 divides the fields, so that a match tells which one it is in. No statistics: the planner would hold a
-- word that is frequent in them for a reason to read the whole table.
ALTER TABLE "prompts"
    ADD COLUMN "search_heading" TEXT NOT NULL GENERATED ALWAYS AS (
        "searchable"("title") || E'\u0001' || "searchable"("description")
    ) STORED,
    ADD COLUMN "search_document" TEXT NOT NULL GENERATED ALWAYS AS (
        "searchable"("title") || E'\u0001' || "searchable"("description") || E'\u0001' || "searchable"("text")
    ) STORED,
    ALTER COLUMN "search_heading" SET STATISTICS 0,
    ALTER COLUMN "search_document" SET STATISTICS 0;
CREATE INDEX "prompts_search_heading_idx" ON "prompts" USING gin ("search_heading" gin_trgm_ops);
CREATE INDEX "prompts_search_document_idx" ON "prompts" USING gin ("search_document" gin_trgm_ops);

-- The words of all prompts, to correct misspelt ones by.
CREATE TABLE "search_words" (
    "word" TEXT NOT NULL,
    CONSTRAINT "search_words_pkey" PRIMARY KEY ("word")
);
CREATE INDEX "search_words_word_idx" ON "search_words" USING gin ("word" gin_trgm_ops);

CREATE FUNCTION "new_search_words"("document" TEXT) RETURNS SETOF TEXT LANGUAGE sql STABLE AS $$
    SELECT DISTINCT "found" FROM string_to_table("document", ' ') AS "found"
    WHERE length("found") BETWEEN 4 AND 30 AND "found" ~ '^[[:alpha:]]+$'
        AND NOT EXISTS (SELECT FROM "search_words" WHERE "word" = "found")
$$;

-- Runs at the end of the transaction, and one transaction at a time: two that add the same new words never wait
-- for each other's work, nor for each other in a circle.
CREATE FUNCTION "keep_search_words"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM "new_search_words"(NEW."search_document")) THEN
        PERFORM pg_advisory_xact_lock('"search_words"'::regclass::oid::bigint);
        INSERT INTO "search_words" SELECT "new_search_words"(NEW."search_document");
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "keep_search_words" AFTER INSERT OR UPDATE OF "title", "description", "text" ON "prompts"
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "keep_search_words"();
