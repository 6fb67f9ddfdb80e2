CREATE EXTENSION IF NOT EXISTS citext;

CREATE TYPE "role" AS ENUM ('USER', 'ADMIN');
CREATE TYPE "subscription_status" AS ENUM ('FREE', 'PRO');
CREATE TYPE "subscription_state" AS ENUM ('ACTIVE', 'CANCELLED', 'EXPIRED');
CREATE TYPE "agent_type" AS ENUM ('LLM', 'IMAGE');
CREATE TYPE "visibility" AS ENUM ('PUBLIC', 'PRO', 'PRIVATE');

-- Users and how they prove who they are

CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "email" CITEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "role" "role" NOT NULL DEFAULT 'USER',
    "subscription_status" "subscription_status" NOT NULL DEFAULT 'FREE',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

CREATE TABLE "subscriptions" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "plan" "subscription_status" NOT NULL,
    "status" "subscription_state" NOT NULL DEFAULT 'ACTIVE',
    "period_start" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "period_end" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "changed_by" UUID,
    CONSTRAINT "subscriptions_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "subscriptions_period_check" CHECK ("period_end" > "period_start"),
    CONSTRAINT "subscriptions_ended_check" CHECK (("status" = 'ACTIVE') = ("ended_at" IS NULL))
);
CREATE INDEX "subscriptions_user_id_idx" ON "subscriptions"("user_id");
CREATE UNIQUE INDEX "subscriptions_one_active" ON "subscriptions"("user_id") WHERE "status" = 'ACTIVE';

CREATE TABLE "sessions" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "access_hash" TEXT NOT NULL,
    "access_expires_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "sessions_access_hash_key" ON "sessions"("access_hash");
CREATE INDEX "sessions_user_id_idx" ON "sessions"("user_id");
CREATE INDEX "sessions_expires_at_idx" ON "sessions"("expires_at");

CREATE TABLE "refresh_tokens" (
    "hash" TEXT NOT NULL,
    "session_id" UUID NOT NULL REFERENCES "sessions"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "used_at" TIMESTAMPTZ(3),
    CONSTRAINT "refresh_tokens_pkey" PRIMARY KEY ("hash")
);
CREATE INDEX "refresh_tokens_session_id_idx" ON "refresh_tokens"("session_id");

CREATE TABLE "api_keys" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "scopes" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    CONSTRAINT "api_keys_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "api_keys_hash_key" ON "api_keys"("hash");
CREATE INDEX "api_keys_user_id_idx" ON "api_keys"("user_id");

-- Prompts, their tags and their history

CREATE TABLE "prompts" (
    "id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "agent_type" "agent_type" NOT NULL,
    "visibility" "visibility" NOT NULL DEFAULT 'PUBLIC',
    "creator_id" UUID NOT NULL REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    "version" INTEGER NOT NULL DEFAULT 1,
    "like_count" INTEGER NOT NULL DEFAULT 0,
    "delisted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "prompts_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "prompts_creator_id_id_idx" ON "prompts"("creator_id", "id");
CREATE INDEX "prompts_like_count_id_idx" ON "prompts"("like_count" DESC, "id" DESC);
CREATE INDEX "prompts_visibility_like_count_id_idx" ON "prompts"("visibility", "like_count" DESC, "id" DESC);

CREATE TABLE "prompt_versions" (
    "prompt_id" UUID NOT NULL REFERENCES "prompts"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "version" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "agent_type" "agent_type" NOT NULL,
    "visibility" "visibility" NOT NULL,
    "tags" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "prompt_versions_pkey" PRIMARY KEY ("prompt_id", "version")
);

CREATE FUNCTION "keep_prompt_versions"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- A prompt that is deleted takes its history with it; nothing else touches a version.
    IF TG_OP = 'DELETE' AND NOT EXISTS (SELECT FROM "prompts" WHERE "id" = OLD."prompt_id") THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'version % of prompt % cannot be changed', OLD."version", OLD."prompt_id";
END $$;
CREATE TRIGGER "keep_prompt_versions" BEFORE UPDATE OR DELETE ON "prompt_versions"
    FOR EACH ROW EXECUTE FUNCTION "keep_prompt_versions"();

CREATE FUNCTION "number_prompt_version"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW."version" <> (SELECT count(*) + 1 FROM "prompt_versions" WHERE "prompt_id" = NEW."prompt_id") THEN
        RAISE EXCEPTION 'version % of prompt % would leave a gap', NEW."version", NEW."prompt_id";
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER "number_prompt_version" BEFORE INSERT ON "prompt_versions"
    FOR EACH ROW EXECUTE FUNCTION "number_prompt_version"();

CREATE TABLE "tags" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    CONSTRAINT "tags_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "tags_name_key" ON "tags"("name");

CREATE TABLE "prompt_tags" (
    "prompt_id" UUID NOT NULL REFERENCES "prompts"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "tag_id" UUID NOT NULL REFERENCES "tags"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "prompt_tags_pkey" PRIMARY KEY ("prompt_id", "tag_id")
);
CREATE INDEX "prompt_tags_tag_id_prompt_id_idx" ON "prompt_tags"("tag_id", "prompt_id");

CREATE TABLE "images" (
    "id" UUID NOT NULL,
    "prompt_id" UUID REFERENCES "prompts"("id") ON DELETE SET NULL ON UPDATE CASCADE,
    "content_type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "uploaded_at" TIMESTAMPTZ(3),
    CONSTRAINT "images_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "images_prompt_id_idx" ON "images"("prompt_id");

-- What people do with prompts

CREATE TABLE "user_prompt_likes" (
    "user_id" UUID NOT NULL REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "prompt_id" UUID NOT NULL REFERENCES "prompts"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "user_prompt_likes_pkey" PRIMARY KEY ("user_id", "prompt_id")
);
CREATE INDEX "user_prompt_likes_prompt_id_idx" ON "user_prompt_likes"("prompt_id");

-- A trigger and not the service counts, so that the number is right whoever adds or deletes rows.
CREATE FUNCTION "count_likes"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        UPDATE "prompts" SET "like_count" = "like_count" + 1 WHERE "id" = NEW."prompt_id";
    ELSE
        UPDATE "prompts" SET "like_count" = "like_count" - 1 WHERE "id" = OLD."prompt_id";
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER "count_likes" AFTER INSERT OR DELETE ON "user_prompt_likes"
    FOR EACH ROW EXECUTE FUNCTION "count_likes"();

CREATE TABLE "collections" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "collections_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "collections_user_id_name_key" ON "collections"("user_id", "name");

CREATE TABLE "collection_prompts" (
    "collection_id" UUID NOT NULL REFERENCES "collections"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "prompt_id" UUID NOT NULL REFERENCES "prompts"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "added_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "collection_prompts_pkey" PRIMARY KEY ("collection_id", "prompt_id")
);
CREATE INDEX "collection_prompts_prompt_id_idx" ON "collection_prompts"("prompt_id");

CREATE TABLE "reports" (
    "id" UUID NOT NULL,
    "prompt_id" UUID NOT NULL REFERENCES "prompts"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "reporter_id" UUID NOT NULL REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "reason" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolved_at" TIMESTAMPTZ(3),
    CONSTRAINT "reports_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "reports_prompt_id_reporter_id_key" ON "reports"("prompt_id", "reporter_id");
CREATE INDEX "reports_reporter_id_idx" ON "reports"("reporter_id");

-- What the API remembers about requests

CREATE TABLE "idempotency_keys" (
    "user_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "answer" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY ("user_id", "key")
);
CREATE INDEX "idempotency_keys_created_at_idx" ON "idempotency_keys"("created_at");

CREATE UNLOGGED TABLE "rate_limits" (
    "key" TEXT NOT NULL,
    "hits" INTEGER NOT NULL,
    "resets_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("key")
);
CREATE INDEX "rate_limits_resets_at_idx" ON "rate_limits"("resets_at");
