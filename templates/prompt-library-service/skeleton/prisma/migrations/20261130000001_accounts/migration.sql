-- An administrator can block a user.
ALTER TABLE "users" ADD COLUMN "blocked_at" TIMESTAMPTZ(3);

-- Used refresh tokens are deleted after a week.
CREATE INDEX "refresh_tokens_used_at_idx" ON "refresh_tokens"("used_at");

-- One import of a user at a time, over all replicas. A replica that ends leaves a lease that expires.
CREATE UNLOGGED TABLE "import_leases" (
    "user_id" UUID NOT NULL,
    "holder" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "import_leases_pkey" PRIMARY KEY ("user_id")
);
