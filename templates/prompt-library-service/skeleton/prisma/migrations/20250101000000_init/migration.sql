CREATE EXTENSION IF NOT EXISTS citext;

CREATE TYPE "subscription_status" AS ENUM ('FREE', 'PRO');
CREATE TYPE "agent_type" AS ENUM ('LLM', 'IMAGE');

CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "email" CITEXT NOT NULL,
    "name" TEXT NOT NULL,
    "subscription_status" "subscription_status" NOT NULL DEFAULT 'FREE',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "prompts" (
    "id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "agent_type" "agent_type" NOT NULL,
    "creator_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "prompts_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "tags" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    CONSTRAINT "tags_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "prompt_tags" (
    "prompt_id" UUID NOT NULL,
    "tag_id" UUID NOT NULL,
    CONSTRAINT "prompt_tags_pkey" PRIMARY KEY ("prompt_id", "tag_id")
);

CREATE UNIQUE INDEX "users_email_key" ON "users"("email");
CREATE INDEX "prompts_creator_id_idx" ON "prompts"("creator_id");
CREATE UNIQUE INDEX "tags_name_key" ON "tags"("name");
CREATE INDEX "prompt_tags_tag_id_prompt_id_idx" ON "prompt_tags"("tag_id", "prompt_id");

ALTER TABLE "prompts" ADD CONSTRAINT "prompts_creator_id_fkey"
    FOREIGN KEY ("creator_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "prompt_tags" ADD CONSTRAINT "prompt_tags_prompt_id_fkey"
    FOREIGN KEY ("prompt_id") REFERENCES "prompts"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "prompt_tags" ADD CONSTRAINT "prompt_tags_tag_id_fkey"
    FOREIGN KEY ("tag_id") REFERENCES "tags"("id") ON DELETE CASCADE ON UPDATE CASCADE;
