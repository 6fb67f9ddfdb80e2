-- The number of likes in narrow rows. In the row of the prompt, each like wrote a new version of the whole row and
-- entries of all its indexes, among them those of the search. Beside the visibility and the tag, it also makes the
-- lists by likes one range of an index.

-- In the order in which a like takes them; writes wait until the rows are copied.
LOCK TABLE "user_prompt_likes", "prompts", "prompt_tags" IN SHARE ROW EXCLUSIVE MODE;

CREATE TABLE "prompt_popularity" (
    "prompt_id" UUID NOT NULL,
    "visibility" "visibility" NOT NULL,
    "like_count" INTEGER NOT NULL DEFAULT 0
);
INSERT INTO "prompt_popularity" SELECT "id", "visibility", "like_count" FROM "prompts";
ALTER TABLE "prompt_popularity"
    ADD CONSTRAINT "prompt_popularity_pkey" PRIMARY KEY ("prompt_id"),
    ADD FOREIGN KEY ("prompt_id") REFERENCES "prompts"("id")
        ON DELETE CASCADE ON UPDATE CASCADE;
-- The visibility is last, so that one index has the order of every list: it is compared without reading the row. Each
-- further index would be another page to write for each like.
CREATE INDEX "prompt_popularity_like_count_prompt_id_visibility_idx"
    ON "prompt_popularity"("like_count" DESC, "prompt_id" DESC, "visibility");

ALTER TABLE "prompt_tags"
    ADD COLUMN "visibility" "visibility" NOT NULL DEFAULT 'PUBLIC',
    ADD COLUMN "like_count" INTEGER NOT NULL DEFAULT 0;
UPDATE "prompt_tags" SET "visibility" = "rank"."visibility", "like_count" = "rank"."like_count"
FROM "prompt_popularity" "rank"
WHERE "rank"."prompt_id" = "prompt_tags"."prompt_id"
    AND ("rank"."visibility", "rank"."like_count") <> ("prompt_tags"."visibility", "prompt_tags"."like_count");
CREATE INDEX "prompt_tags_tag_id_like_count_prompt_id_visibility_idx"
    ON "prompt_tags"("tag_id", "like_count" DESC, "prompt_id" DESC, "visibility");

-- Triggers and not the service keep the copies, so that they are right whoever writes, also the version before. Each
-- change passes through the row of prompt_popularity, whose lock makes concurrent ones wait for each other.

CREATE FUNCTION "keep_popularity"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO "prompt_popularity" AS "rank" ("prompt_id", "visibility") VALUES (NEW."id", NEW."visibility")
    ON CONFLICT ("prompt_id") DO UPDATE SET "visibility" = excluded."visibility"
    WHERE "rank"."visibility" <> excluded."visibility";
    RETURN NULL;
END $$;
CREATE TRIGGER "keep_popularity" AFTER INSERT OR UPDATE OF "visibility" ON "prompts"
    FOR EACH ROW EXECUTE FUNCTION "keep_popularity"();

-- prompts.like_count and its indexes are no longer written: only the version before reads them, during a rollout or
-- after a rollback. A later migration drops them.
CREATE OR REPLACE FUNCTION "count_likes"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        UPDATE "prompt_popularity" SET "like_count" = "like_count" + 1 WHERE "prompt_id" = NEW."prompt_id";
    ELSE
        -- A prompt that is deleted takes its number with it.
        UPDATE "prompt_popularity" SET "like_count" = "like_count" - 1
        WHERE "prompt_id" = OLD."prompt_id" AND EXISTS (SELECT FROM "prompts" WHERE "id" = OLD."prompt_id");
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION "rank_prompt_tags"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE "prompt_tags" SET "visibility" = NEW."visibility", "like_count" = NEW."like_count"
    WHERE "prompt_id" = NEW."prompt_id" AND ("visibility", "like_count") <> (NEW."visibility", NEW."like_count");
    RETURN NULL;
END $$;
CREATE TRIGGER "rank_prompt_tags" AFTER INSERT OR UPDATE ON "prompt_popularity"
    FOR EACH ROW EXECUTE FUNCTION "rank_prompt_tags"();

CREATE FUNCTION "rank_prompt_tag"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE "rank" RECORD;
BEGIN
    SELECT * INTO "rank" FROM "prompt_popularity" WHERE "prompt_id" = NEW."prompt_id" FOR SHARE;
    -- A statement that also adds the prompt has no such row yet: "rank_prompt_tags" follows.
    IF FOUND THEN
        NEW."visibility" := "rank"."visibility";
        NEW."like_count" := "rank"."like_count";
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER "rank_prompt_tag" BEFORE INSERT ON "prompt_tags"
    FOR EACH ROW EXECUTE FUNCTION "rank_prompt_tag"();
