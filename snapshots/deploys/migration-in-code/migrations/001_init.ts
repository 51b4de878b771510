export async function up(db: any): Promise<void> {}
