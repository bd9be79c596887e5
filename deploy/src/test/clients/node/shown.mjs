// What the client scripts share: how they connect, and one line of JSON for each thing they saw.
export const ssl = process.env.PGSSLMODE === 'disable' ? false : { rejectUnauthorized: false };

export const show = (what, seen) => console.log(JSON.stringify({ [what]: seen }));

// The server's fields of an error, without those that name places in its source.
export const shown = ({ severity, code, message, detail, hint, position, where, schema, table, column, constraint }) => ({
  severity, code, message, detail, hint, position, where, schema, table, column, constraint,
});

export const refusal = async (action) => {
  try {
    await action();
    return 'no error';
  } catch (error) {
    return error.code ? shown(error) : { message: error.message };
  }
};
