/**
 * The demo company was filled with the indexes of its tables set aside, and those of partitioned tables were put back on the
 * table alone, not on its partitions: the log and the order lines were read as wholes. Indexes that are not complete are made
 * anew; a database that was never filled so has none.
 */
export const migration = {
  name: '0094-indexes-of-every-partition',
  statements: [
    `do $$
      declare incomplete record;
      begin
        for incomplete in
          select i.indexrelid::regclass as name, pg_get_indexdef(i.indexrelid) as definition
          from pg_index i join pg_class t on t.oid = i.indrelid
          where not i.indisvalid and t.relkind = 'p' and t.relnamespace = 'qd'::regnamespace
        loop
          execute format('drop index %s', incomplete.name);
          execute replace(incomplete.definition, ' ON ONLY ', ' ON ');
        end loop;
      end $$`,
  ],
};
