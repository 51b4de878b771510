-- CreateTable
CREATE TABLE "audit" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "what" TEXT
);

-- CreateIndex
CREATE UNIQUE INDEX "audit_what_key" ON "audit"("what");
