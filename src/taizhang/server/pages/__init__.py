"""The pages: sign-in, who has not reported, workbooks; thin views over the same actions and queries as the API."""
