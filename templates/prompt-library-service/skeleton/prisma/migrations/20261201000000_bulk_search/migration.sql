-- The same result as before, with a third of the work: text of ASCII letters has no accents and no Hangul, and a single
-- space is not replaced by itself. In PL/pgSQL, because PostgreSQL would prepare the CASE in SQL at each call.
CREATE OR REPLACE FUNCTION "searchable"("value" TEXT) RETURNS TEXT LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE "text" TEXT;
BEGIN
    IF octet_length("value") = length("value") THEN
        "text" := regexp_replace(' ' || lower("value") || ' ', '([^[:alnum:]\s])', ' \1 ', 'g');
    ELSE
        "text" := regexp_replace(regexp_replace(regexp_replace(
            ' ' || lower(normalize("value", NFKD)) || ' ',
            '[\u0300-\u036f]+', '', 'g'),
            '(?<=[\u1161-\u1175])(?![\u11a8-\u11ff])', E'\u11ff', 'g'),
            '([\u1100-\u11ff]+|[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]|[^[:alnum:]\s])', ' \1 ', 'g');
    END IF;
    RETURN regexp_replace("text", '[\s[:cntrl:]]{2,}|[^\S ]|[[:cntrl:]]', ' ', 'g');
END $$;

-- Each word once, and only words that are not known yet are compared with the pattern. BETWEEN, because the planner may
-- look up what is equal in the trigram index, which takes a hundred times as long; and never the whole table, which a
-- connection would read for each word if it made its plan while the table was empty.
CREATE OR REPLACE FUNCTION "new_search_words"("document" TEXT) RETURNS SETOF TEXT LANGUAGE sql STABLE
    SET enable_seqscan = off AS $$
    WITH "found" AS MATERIALIZED (
        SELECT DISTINCT "word" FROM string_to_table("document", ' ') AS "word" WHERE length("word") BETWEEN 4 AND 30
    ), "unknown" AS MATERIALIZED (
        SELECT "word" FROM "found"
        WHERE NOT EXISTS (SELECT FROM "search_words" "known" WHERE "known"."word" BETWEEN "found"."word" AND "found"."word")
    )
    SELECT "word" FROM "unknown" WHERE "word" ~ '^[[:alpha:]]+$'
$$;

-- Finds the new words of all prompts of a statement at once. They are added at the end of the transaction, as before, so
-- they wait in a setting that ends with it.
CREATE FUNCTION "find_search_words"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE "found" TEXT := (
    SELECT string_agg("word", ' ')
    FROM new_search_words((SELECT string_agg("search_document", ' ') FROM "added")) AS "word"
);
BEGIN
    IF "found" IS NOT NULL THEN
        PERFORM set_config('search.new_words', concat_ws(' ', current_setting('search.new_words', TRUE), "found"), TRUE);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER "find_search_words" AFTER INSERT ON "prompts" REFERENCING NEW TABLE AS "added"
    FOR EACH STATEMENT EXECUTE FUNCTION "find_search_words"();

CREATE FUNCTION "add_search_words"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE "found" TEXT := current_setting('search.new_words', TRUE);
BEGIN
    -- The first prompt of the transaction adds the words of all of them.
    IF "found" <> '' THEN
        PERFORM pg_advisory_xact_lock('"search_words"'::regclass::oid::bigint);
        INSERT INTO "search_words" SELECT new_search_words("found");
        PERFORM set_config('search.new_words', '', TRUE);
    END IF;
    RETURN NULL;
END $$;
DROP TRIGGER "keep_search_words" ON "prompts";
CREATE CONSTRAINT TRIGGER "add_search_words" AFTER INSERT ON "prompts"
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "add_search_words"();
CREATE CONSTRAINT TRIGGER "keep_search_words" AFTER UPDATE OF "title", "description", "text" ON "prompts"
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "keep_search_words"();

-- One statement for all prompts of a statement.
CREATE FUNCTION "rank_new_prompts"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO "prompt_popularity" ("prompt_id", "visibility") SELECT "id", "visibility" FROM "added";
    RETURN NULL;
END $$;
DROP TRIGGER "keep_popularity" ON "prompts";
CREATE TRIGGER "rank_new_prompts" AFTER INSERT ON "prompts" REFERENCING NEW TABLE AS "added"
    FOR EACH STATEMENT EXECUTE FUNCTION "rank_new_prompts"();
CREATE TRIGGER "keep_popularity" AFTER UPDATE OF "visibility" ON "prompts"
    FOR EACH ROW EXECUTE FUNCTION "keep_popularity"();

-- The first version leaves no gap, and the primary key prevents a second one: counting none costs as much as the insert.
CREATE OR REPLACE FUNCTION "number_prompt_version"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW."version" <> 1
        AND NEW."version" <> (SELECT count(*) + 1 FROM "prompt_versions" WHERE "prompt_id" = NEW."prompt_id") THEN
        RAISE EXCEPTION 'version % of prompt % would leave a gap', NEW."version", NEW."prompt_id";
    END IF;
    RETURN NEW;
END $$;
