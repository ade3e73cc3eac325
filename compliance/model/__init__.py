"""The words of the field: frozen values and documents, with what each field means and which provision asks for it.

The model refuses what is malformed, never what is missing: only `id` and `name` of a document are required, for
finding what is missing is the business of the rules.
"""
