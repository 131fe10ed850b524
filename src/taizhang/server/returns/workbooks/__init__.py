"""Workbooks (工作簿): templates sent out by any channel, and what came back in them put in by its ids.

layout, identity, base      what a sheet holds beside what people see, by which it is known again
writing, exporting          templates out
opening, tables, typing     what stands in a workbook that came back, whatever people did to it
finding, merging, weighing  which return a sheet is of, and what each of its cells would change
dropping, committing, undoing, marking, inbox, batch     what is done with it
"""
